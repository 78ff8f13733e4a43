# Starts the example `serve`, the mock server of all four versions. The scripts beside it source this
# file from the root of the repository. It sets
#
#     work      a temporary folder
#     origin    the address of the server, such as http://127.0.0.1:8080
#
# and removes the folder and ends the server when the script exits.

work=$(mktemp -d)
server=
finish() {
  [ -z "$server" ] || kill "$server" 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

cargo build --package sailpoint-sim --features mock --example serve
target=$(cargo metadata --format-version 1 --no-deps |
  python3 -c 'import json, sys; print(json.load(sys.stdin)["target_directory"])')
"$target/debug/examples/serve" >"$work/address" 2>"$work/log" &
server=$!
until [ -s "$work/address" ]; do
  kill -0 "$server" 2>/dev/null || { cat "$work/log" >&2; exit 1; }
  sleep 0.1
done
origin=$(cat "$work/address")
