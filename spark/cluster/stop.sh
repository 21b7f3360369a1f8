#!/bin/sh
# Ends the cluster that start.sh started with this folder.
set -eu
for file in "$1"/*.pid; do
  kill "$(cat "$file")" 2>/dev/null || true
  rm -f "$file"
done
