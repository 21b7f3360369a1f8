#!/bin/sh
# Makes a folder with unfade and a Java of its own, for machines of this kind without a JDK. Needs a JDK with jlink, and a built
# program (./unfade --version builds it).
# usage: deploy/image.sh FOLDER; then FOLDER/bin/unfade is the program
set -eu
out=$1
home=$(cd "$(dirname "$0")/.." && pwd -P)
[ -f "$home/app/target/unfade.built" ] || {
  echo "image.sh: not built yet; ./unfade --version builds it" >&2
  exit 2
}
[ ! -e "$out" ] || {
  echo "image.sh: $out is there already; name another folder" >&2
  exit 2
}
java=${JAVA_HOME:+$JAVA_HOME/bin/}
mkdir -p "$out/bin" "$out/app/target"
"${java}jlink" --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.rmi,java.scripting,java.security.jgss,java.sql,java.xml,jdk.charsets,jdk.crypto.ec,jdk.httpserver,jdk.localedata,jdk.management,jdk.unsupported,jdk.zipfs \
  --include-locales=en --strip-debug --no-header-files --no-man-pages --output "$out/runtime"
cp "$home/unfade" "$out/unfade"
cp "$home/LICENSE" "$home/NOTICE" "$out/"
cp -r "$home/app/target/lib" "$out/app/target/lib"
cat >"$out/bin/unfade" <<'END'
#!/bin/sh
home=$(cd "$(dirname "$(readlink -f "$0")")/.." && pwd -P)
JAVA_HOME=$home/runtime exec "$home/unfade" "$@"
END
chmod +x "$out/bin/unfade"
touch "$out/app/target/unfade.built"
echo "$out/bin/unfade"
