#!/usr/bin/env bash
# tests/layering.bash [TREE]: checks the layers of docs/architecture.md from the include lines, and a few house rules:
# a file has at most 300 lines, and no test sleeps. Prints each violation as FILE:LINE: MESSAGE; exit status 1 if any.
# tests/layering.bash --self-test: runs it on a small tree that breaks every rule, and checks that each is reported.

# A layer may include itself, the layers named here and the public headers. A folder that is not listed is an error:
# whoever adds a layer says here where it stands.
read -r -d '' rules <<'END'
allowed wire
allowed observe
allowed transport wire observe
allowed pipeline transport wire observe
allowed cache pipeline transport wire observe
allowed entra cache pipeline transport wire observe
allowed client entra cache pipeline wire observe
allowed emulator
END

# The same for the rooms of src/emulator/. What lies beside them may include all.
read -r -d '' rooms <<'END'
encoding
control encoding
protocol encoding
signature protocol encoding
tokens signature protocol encoding
entra tokens signature control protocol encoding
quotas control protocol encoding
operations entra tokens protocol encoding
faults operations entra control protocol encoding
records quotas signature protocol encoding
service records faults operations quotas entra tokens signature control protocol encoding
server service signature protocol encoding
program server
END

# What each layer must not include, as a regular expression over the text between the quotes or brackets.
read -r -d '' forbidden <<'END'
public     ^(boost/beast|boost/asio/ssl|boost/json|openssl/)      a public header must stay cheap to compile
wire       ^(boost/asio|boost/beast|acs/manual_clock\.hpp)        wire is sans-IO
observe    ^(boost/|openssl/)                                 observe only counts and names
transport  ^boost/json                                            JSON belongs to wire
pipeline   ^(boost/beast|boost/asio/ssl|openssl/ssl)              Beast and TLS belong to transport
pipeline   ^boost/json                                            JSON belongs to wire
cache      ^(boost/beast|boost/asio/ssl|openssl/ssl)              Beast and TLS belong to transport
cache      ^boost/json                                            JSON belongs to wire
entra      ^(boost/beast|boost/asio/ssl|openssl/ssl)              Beast and TLS belong to transport
entra      ^boost/json                                            JSON belongs to wire
client     ^(boost/beast|boost/asio/ssl|openssl/ssl)              Beast and TLS belong to transport
client     ^boost/json                                            JSON belongs to wire
rules      ^(boost/asio|boost/beast|acs/manual_clock\.hpp)        the emulator's rules are sans-IO
emulator   ^acs/(identity|identity_client|token_cache|.*credential)\.hpp  the emulator shares no code with the client
rules      ^acs/(identity|identity_client|token_cache|.*credential)\.hpp  the emulator shares no code with the client
END

# The emulator's server side, beside the files in its top folder; the other rooms have its rules, which know no socket,
# timer or clock.
emulator_io='server|program'

check() {
    local tree=$1 files
    cd -- "$tree" || return
    mapfile -t files < <(find include src tests examples benchmarks -name node_modules -prune -o -type f \
        \( -name '*.hpp' -o -name '*.cpp' \) -print 2>/dev/null | LC_ALL=C sort)
    if [[ ${#files[@]} == 0 ]]; then
        echo "$tree: no source files"
        return 1
    fi
    rules=$rules rooms=$rooms forbidden=$forbidden emulator_io=$emulator_io awk '
        function report(message) { print FILENAME ":" FNR ": " message; violations++ }

        # The folder in src/emulator/; empty for what lies beside the folders.
        function room_of(path) {
            sub(/^(src\/)?emulator\//, "", path)
            if (path !~ /\//) return ""
            sub(/\/.*/, "", path)
            return path
        }

        # What a file of the emulator includes of it.
        function check_room(path, target) {
            target = room_of(path)
            if (room == "" || room == target) return
            if (!(room in rooms)) report("unknown room src/emulator/" room ": say in tests/layering.bash where it stands")
            else if (index(rooms[room], " " target " ") == 0)
                report("\"" path "\": emulator/" room " must not include " (target == "" ? "what lies beside the rooms" : target))
        }

        function layer_of(path) {
            if (path ~ /^include\//) return "public"
            if (path ~ /^src\/[^\/]+$/) return "client"
            if (path ~ /^src\/emulator\//) {
                room = room_of(path)
                return room == "" || room ~ ("^(" ENVIRON["emulator_io"] ")$") ? "emulator" : "rules"
            }
            if (path ~ /^src\//) { sub(/^src\//, "", path); sub(/\/.*/, "", path); return path }
            return "outside"
        }

        # Which layer an include line in quotes points to.
        function target_of(path) {
            if (path !~ /\//) return "client"
            sub(/\/.*/, "", path)
            return path
        }

        function check_include(quoted, path, target, i, parts) {
            for (i = 1; i <= forbidden_count; i++)
                if (forbidden_layer[i] == layer && path ~ forbidden_path[i])
                    report("<" path ">: " forbidden_reason[i])
            if (layer == "outside") return
            if (!quoted) {
                return
            }
            if (layer == "public") { report("\"" path "\": a public header includes only <acs/...>"); return }
            target = target_of(path)
            if (target == "emulator" || layer == "emulator" || layer == "rules") {
                if (target == "emulator" && (layer == "emulator" || layer == "rules")) {
                    check_room(path)
                    return
                }
                report("\"" path "\": the emulator and the client know nothing of each other")
            } else if (index(allowed[layer], " " target " ") == 0)
                report("\"" path "\": " layer " must not include " target)
        }

        BEGIN {
            count = split(ENVIRON["rules"], lines, "\n")
            for (i = 1; i <= count; i++) {
                n = split(lines[i], words, " ")
                if (n == 0) continue
                allowed[words[2]] = " "
                for (j = 2; j <= n; j++) allowed[words[2]] = allowed[words[2]] words[j] " "
            }
            count = split(ENVIRON["rooms"], lines, "\n")
            for (i = 1; i <= count; i++) {
                n = split(lines[i], words, " ")
                if (n != 0) rooms[words[1]] = substr(lines[i], length(words[1]) + 1) " "
            }
            count = split(ENVIRON["forbidden"], lines, "\n")
            for (i = 1; i <= count; i++) {
                n = split(lines[i], words, " ")
                if (n == 0) continue
                forbidden_count++
                forbidden_layer[forbidden_count] = words[1]
                forbidden_path[forbidden_count] = words[2]
                for (j = 3; j <= n; j++)
                    forbidden_reason[forbidden_count] = forbidden_reason[forbidden_count] (j > 3 ? " " : "") words[j]
            }
        }

        FNR == 1 {
            layer = layer_of(FILENAME)
            # Boost itself is compiled here; the file has nothing of the project in it.
            if (FILENAME ~ /^src\/(asio|beast|boost)\.cpp$/) layer = "outside"
            if (layer !~ /^(public|outside|rules)$/ && !(layer in allowed))
                report("unknown layer src/" layer ": say in tests/layering.bash where it stands")
        }

        FNR == 301 { report("more than 300 lines") }

        /^[ \t]*#[ \t]*include[ \t]*[<"]/ {
            path = $0
            sub(/^[ \t]*#[ \t]*include[ \t]*/, "", path)
            quoted = substr(path, 1, 1) == "\""
            path = substr(path, 2)
            sub(/[>"].*/, "", path)
            check_include(quoted, path)
            next
        }

        {
            code = $0
            sub(/\/\/.*/, "", code)
            if (FILENAME ~ /^tests\// && code ~ /sleep_for|sleep_until|usleep|nanosleep/)
                report("a test that sleeps; move a manual_clock instead")
            if ((layer == "wire" || layer == "rules") && code ~ /_clock::now|clock_gettime|now_utc\(|now_boottime\(/)
                report("sans-IO code reads a clock; take the time as an argument")
        }

        END { exit violations != 0 }
    ' "${files[@]}"
}

expect() {
    local message=$1
    if ! grep -qF -- "$message" <<<"$found"; then
        echo "self-test: not reported: $message"
        failures=1
    fi
}

put() {
    mkdir -p -- "$(dirname -- "$folder/$1")"
    printf '%s\n' "${@:2}" >"$folder/$1"
}

self_test() {
    local folder found failures=0
    folder=$(mktemp -d) || return
    trap 'rm -rf -- "$folder"' RETURN

    put include/acs/good.hpp '#include <boost/asio/any_io_executor.hpp>' '#include <acs/other.hpp>' '#include <string>'
    put src/asio.cpp '#include <boost/asio/ssl/impl/src.hpp>'
    put src/good_client.cpp '#include "pipeline/good.hpp"' '#include "wire/good.hpp"' '#include <acs/good.hpp>'
    put src/wire/good.cpp '#include "wire/good.hpp"' '#include <boost/json/value.hpp>' '// not steady_clock::now()'
    put src/transport/good.cpp '#include "transport/good.hpp"' '#include "wire/good.hpp"' '#include <boost/beast/core.hpp>'
    put src/pipeline/good.cpp '#include "transport/good.hpp"' '#include "wire/good.hpp"'
    put src/emulator/protocol/rules.cpp '#include "emulator/encoding/base64.hpp"' '#include <acs/emulator.hpp>' '#include <boost/json.hpp>'
    put src/emulator/server/server.cpp '#include "emulator/protocol/rules.hpp"' '#include <boost/beast/core.hpp>' 'x = now_utc();'
    put tests/unit/good_test.cpp '#include "wire/good.hpp"' '#include "emulator/protocol/rules.hpp"' 'clock.advance(1s);'
    put tests/unit/long_enough.cpp "$(printf 'x%.0s\n' {1..300})"
    if ! found=$(check "$folder"); then
        echo "self-test: reported without a reason:"
        echo "$found"
        failures=1
    fi

    put include/acs/bad.hpp '#include <boost/beast/core.hpp>' '#  include <boost/asio/ssl.hpp>' '#include <boost/json.hpp>' \
        '#include <openssl/ssl.h>' '#include "wire/good.hpp"'
    put src/wire/bad.cpp '#include <boost/asio/post.hpp>' '#include "transport/good.hpp"' 'auto t = std::chrono::system_clock::now();' \
        '#include "emulator/protocol/rules.hpp"' '#include <acs/manual_clock.hpp>' '#include "good_client.hpp"'
    put src/transport/bad.cpp '#include "pipeline/good.hpp"' '#include <boost/json.hpp>'
    put src/pipeline/bad.cpp '#include <boost/beast/http.hpp>' '#include <boost/asio/ssl/context.hpp>' '#include <boost/json.hpp>'
    put src/bad_client.cpp '#include "transport/good.hpp"' '#include "emulator/protocol/rules.hpp"' '#include <boost/beast/core.hpp>'
    put src/emulator/protocol/bad.cpp '#include "wire/good.hpp"' '#include <boost/asio/post.hpp>' '#include <acs/identity.hpp>' \
        'auto t = source->now_utc();' '#include "emulator/service/service.hpp"' '#include "emulator/emulator.hpp"'
    put src/emulator/attic/bad.cpp '#include "emulator/encoding/base64.hpp"'
    put src/emulator/server/session.cpp '#include "transport/good.hpp"' '#include <acs/access_key_credential.hpp>'
    put src/helpers/bad.cpp '#include <string>'
    put tests/unit/bad_test.cpp 'std::this_thread::sleep_for(1s);'
    put tests/unit/too_long.cpp "$(printf 'x%.0s\n' {1..301})"
    if found=$(check "$folder"); then
        echo "self-test: a tree full of violations passed"
        failures=1
    fi
    expect 'include/acs/bad.hpp:1: <boost/beast/core.hpp>'
    expect 'include/acs/bad.hpp:2: <boost/asio/ssl.hpp>'
    expect 'include/acs/bad.hpp:3: <boost/json.hpp>'
    expect 'include/acs/bad.hpp:4: <openssl/ssl.h>'
    expect 'include/acs/bad.hpp:5: "wire/good.hpp"'
    expect 'src/wire/bad.cpp:1: <boost/asio/post.hpp>'
    expect 'src/wire/bad.cpp:2: "transport/good.hpp"'
    expect 'src/wire/bad.cpp:3: sans-IO code reads a clock'
    expect 'src/wire/bad.cpp:4: "emulator/protocol/rules.hpp"'
    expect 'src/wire/bad.cpp:5: <acs/manual_clock.hpp>'
    expect 'src/wire/bad.cpp:6: "good_client.hpp"'
    expect 'src/transport/bad.cpp:1: "pipeline/good.hpp"'
    expect 'src/transport/bad.cpp:2: <boost/json.hpp>'
    expect 'src/pipeline/bad.cpp:1: <boost/beast/http.hpp>'
    expect 'src/pipeline/bad.cpp:2: <boost/asio/ssl/context.hpp>'
    expect 'src/pipeline/bad.cpp:3: <boost/json.hpp>'
    expect 'src/bad_client.cpp:1: "transport/good.hpp"'
    expect 'src/bad_client.cpp:2: "emulator/protocol/rules.hpp"'
    expect 'src/bad_client.cpp:3: <boost/beast/core.hpp>'
    expect 'src/emulator/protocol/bad.cpp:1: "wire/good.hpp"'
    expect 'src/emulator/protocol/bad.cpp:2: <boost/asio/post.hpp>'
    expect 'src/emulator/protocol/bad.cpp:3: <acs/identity.hpp>'
    expect 'src/emulator/protocol/bad.cpp:4: sans-IO code reads a clock'
    expect 'src/emulator/protocol/bad.cpp:5: "emulator/service/service.hpp": emulator/protocol must not include service'
    expect 'src/emulator/protocol/bad.cpp:6: "emulator/emulator.hpp"'
    expect 'src/emulator/attic/bad.cpp:1: unknown room src/emulator/attic'
    expect 'src/emulator/server/session.cpp:1: "transport/good.hpp"'
    expect 'src/emulator/server/session.cpp:2: <acs/access_key_credential.hpp>'
    expect 'src/helpers/bad.cpp:1: unknown layer src/helpers'
    expect 'tests/unit/bad_test.cpp:1: a test that sleeps'
    expect 'tests/unit/too_long.cpp:301: more than 300 lines'
    [[ $failures == 0 ]]
}

if [[ ${1-} == --self-test ]]; then
    (self_test)
else
    (check "${1:-$(dirname -- "${BASH_SOURCE[0]}")/..}")
fi
