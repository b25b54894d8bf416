#!/usr/bin/env bash
# tests/snippets.bash: what the documents show is true. Each C++ block of docs/authentication.md and
# docs/token-service.md stands in a file of examples/, word for word but for leading blanks, and
# examples/run authenticate works with each credential; each test that docs/comparison.md names is there; what the pages
# for those who come from an SDK name is in the public headers; no link in the documents leads to nowhere.
root=$(cd -P -- "$(dirname -- "${BASH_SOURCE[0]}")/.." >/dev/null && pwd)
run=$root/examples/run
failures=0
# The emulator in the example's own process, whatever service and authorities the caller has.
unset COMMUNICATION_SERVICES_ENDPOINT SSL_CERT_FILE

report() {
    printf '%s\n' "$@"
    failures=$((failures + 1))
}

# Without blanks at the start of lines: a document may indent otherwise.
flush_left() { sed 's/^[[:blank:]]*//' -- "$@"; }

# blocks FILE: its C++ blocks, each behind a line with a form feed and the number of its first line.
blocks() {
    awk '/^```cpp$/ { inside = 1; printf "\f%d\n", NR + 1; next } /^```/ { inside = 0 } inside' "$1"
}

check_blocks() {
    local document=$1 files=() file texts=() block number text found
    mapfile -t files < <(find "$root/examples" -name '*.[ch]pp' | LC_ALL=C sort)
    for file in "${files[@]}"; do
        texts+=($'\n'"$(flush_left "$file")"$'\n')
    done
    while IFS= read -r -d $'\f' block; do
        [[ -z $block ]] && continue
        number=${block%%$'\n'*}
        text=$'\n'$(flush_left <<<"${block#*$'\n'}")$'\n'
        found=no
        for file in "${texts[@]}"; do
            [[ $file == *"$text"* ]] && found=yes
        done
        [[ $found == yes ]] || report "$document:$number: this block is in no file of examples/"
        shown=$((shown + 1))
    done < <(blocks "$document" && printf '\f')
}

# The last column of the table below `heading` names test files as `name_test`, and suites as `tests/run name`.
check_table() {
    local document=$1 heading=$2 rows=0 line last name
    while IFS= read -r line; do
        last=${line%|*}
        last=${last##*|}
        rows=$((rows + 1))
        [[ $last == *\`*\`* ]] || report "$document: nothing proves the row: $line"
        while IFS= read -r name; do
            case $name in
            tests/run\ *) "$root/tests/run" --list | grep -q "^${name#tests/run } " ;;
            *) grep -qs TEST_CASE "$root/tests/unit/$name.cpp" "$root/tests/integration/$name.cpp" ;;
            esac || report "$document: there is no test '$name'"
        done < <(grep -o '`[^`]*`' <<<"$last" | tr -d '`')
    done < <(awk -v heading="$heading" '
        /^#+ / { inside = $0 == heading }
        inside && /^\|/ && $0 !~ /^\|[-|]*$/ && ++row > 1' "$document")
    ((rows > 20)) || report "$document: the table below '$heading' has only $rows rows"
}

# The headings of a document, as the ends of links to them: in small letters, without punctuation.
anchors() {
    awk '/^```/ { inside = !inside } !inside && /^#+ / { sub(/^#+ /, ""); print }' "$1" | tr '[:upper:] ' '[:lower:]-' |
        tr -cd '[:alnum:]_\n-'
}

check_links() {
    local document=$1 target file
    while IFS= read -r target; do
        file=$document
        [[ $target == \#* ]] || file=$(dirname -- "$document")/${target%%#*}
        if [[ ! -e $file ]]; then
            report "$document: there is no $target"
        elif [[ $target == *#* ]] && ! grep -qxF -- "${target#*#}" <(anchors "$file"); then
            report "$document: there is no heading for $target"
        fi
    done < <(grep -o '](\([^)]*\))' "$document" | sed 's/^](//; s/)$//' | grep -v '^[a-z]*:\| ')
}

# The second column of each table has names of this library; those of several words must be in its headers.
check_names() {
    local document=$1 name names=0
    while IFS= read -r name; do
        names=$((names + 1))
        grep -rqw -- "$name" "$root/include/acs" || report "$document: the headers have no $name"
    done < <(awk -F ' [|] ' '/^\|/ { print $2 }' "$document" | grep -o '`[^`]*`' | grep -oE '[a-z]+(_[a-z]+)+' | sort -u)
    ((names > 40)) || report "$document: only $names names were found"
}

# try NAME: whether the example works with this credential, and prints what it should.
try() {
    local name=$1 output expected
    if ! output=$("$run" authenticate "$name" 2>&1); then
        report "examples/run authenticate $name failed:" "$output"
        return
    fi
    case $name in
    azure_pipelines) expected='This needs a job of Azure Pipelines' ;;
    *_token) expected='; it expires at ' ;;
    *) expected=$'\nDeleted the identity' ;;
    esac
    [[ $output == *"$expected"* ]] || report "examples/run authenticate $name printed:" "$output"
    grep -q "examples/run authenticate $name\b" "$root/docs/authentication.md" ||
        report "docs/authentication.md does not mention: examples/run authenticate $name"
}

shown=0
check_blocks "$root/docs/token-service.md"
check_blocks "$root/docs/authentication.md"
((shown >= 10)) || report "docs/authentication.md has only $shown C++ blocks"
check_table "$root/docs/comparison.md" '# Against the official SDKs'
for document in "$root"/*.md "$root"/docs/*.md "$root"/docs/decisions/*.md "$root"/benchmarks/*.md; do
    check_links "$document"
done
for document in "$root"/docs/coming-from-*.md; do
    check_names "$document"
done

names=$("$run" authenticate) || report "examples/run authenticate ended with status $?"
[[ $(wc -l <<<"$names") -ge 11 ]] || report 'examples/run authenticate lists:' "$names"
for name in $names; do
    try "$name"
done
"$run" authenticate no-such-credential >/dev/null 2>&1
status=$?
[[ $status == 2 ]] || report "examples/run authenticate with an unknown name ended with status $status"
output=$(COMMUNICATION_SERVICES_ENDPOINT=https://127.0.0.1:1 AZURE_CLIENT_SECRET='' "$run" authenticate client_secret 2>&1)
status=$?
[[ $status == 1 && $output == *'AZURE_CLIENT_SECRET is not set'* ]] ||
    report "without its variables the example ended with status $status:" "$output"
[[ $failures == 0 ]] && echo "$shown blocks, $(wc -l <<<"$names") credentials"
