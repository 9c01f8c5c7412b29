# Sourced, not run: what a copy on one's own machine needs in its environment. What is set already stays.
# A server sets these itself: docs/configuration.md.
umask 077 # the database file and its log are for their owner alone
if [ -z "${SECRET_KEY:-}" ]; then
    key_file=${VAR_DIR:-var}/secret-key
    if [ ! -s "$key_file" ]; then
        mkdir -p "${VAR_DIR:-var}"
        .venv/bin/python -c 'import secrets; print(secrets.token_urlsafe(64))' >"$key_file"
    fi
    SECRET_KEY=$(cat "$key_file")
fi
: "${ALLOWED_HOSTS:=localhost,127.0.0.1,[::1]}"
: "${HTTPS_ONLY:=off}" # there is no certificate on one's own machine
export SECRET_KEY ALLOWED_HOSTS HTTPS_ONLY
# A file that an earlier version made may be readable by others.
for made in "${VAR_DIR:-var}"/*.sqlite3*; do
    [ ! -f "$made" ] || chmod 600 "$made"
done
