#!/bin/sh
# Starts a cluster of Spark on this machine, for trials: a master and two workers with a core and some memory each, at loopback.
# usage: start.sh FOLDER [CORES [MEMORY]]    process numbers, logs and the workers' files go into FOLDER
set -eu
folder=$1
cores=${2:-1}
memory=${3:-4g}
home=$(cd "$(dirname "$0")/../target/home" && pwd -P) || {
  echo "start.sh: not built yet; ./unfade spark --help builds it" >&2
  exit 2
}
mkdir -p "$folder"
export SPARK_HOME="$home" SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_IP=127.0.0.1 SPARK_LOCAL_HOSTNAME=127.0.0.1
export SPARK_WORKER_OPTS="-Dspark.worker.cleanup.enabled=true"
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
opens=
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
  java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
  opens="$opens --add-opens=java.base/$package=ALL-UNNAMED"
done

# shellcheck disable=SC2086 # opens is a list of words
run() {
  name=$1
  shift
  nohup "$java" $opens -Xmx512m -cp "$home/jars/*" "$@" >"$folder/$name.log" 2>&1 </dev/null &
  echo $! >"$folder/$name.pid"
}

run master org.apache.spark.deploy.master.Master --host 127.0.0.1 --port 7077 --webui-port 0
for number in 1 2; do
  run "worker$number" org.apache.spark.deploy.worker.Worker --host 127.0.0.1 -c "$cores" -m "$memory" \
    -d "$folder/work$number" --webui-port 0 spark://127.0.0.1:7077
done
echo "spark://127.0.0.1:7077 (ends by $(dirname "$0")/stop.sh $folder)"
