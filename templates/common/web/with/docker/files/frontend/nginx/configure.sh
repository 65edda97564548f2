#!/bin/sh
# Fills in nginx.conf.template from the environment. /tmp is all that can be written.
set -eu

# Names are asked for again and again, so that a service may move while this one runs.
RESOLVER=$(awk '$1 == "nameserver" { print $2 ~ /:/ ? "[" $2 "]" : $2 }' /etc/resolv.conf | xargs)
export RESOLVER API_URL="${API_URL:-http://localhost:8000}" TRUSTED_PROXY="${TRUSTED_PROXY:-127.0.0.1}"

# The shell must leave the names alone.
# shellcheck disable=SC2016
envsubst '$API_URL $RESOLVER $TRUSTED_PROXY' </etc/nginx/nginx.conf.template >/tmp/nginx.conf
