# What `benchmarks/run report --measure` does before there is a report to make; sourced by benchmarks/run.
# shellcheck shell=bash

# prepare_report [--measure [--quick] [--azure-sdk CHECKOUT] [--into DIR]]: measures, and makes the report in the place of
# benchmarks/run. With --quick the figures are poor, so they and their report stay in build/report unless --into says
# otherwise.
prepare_report() {
    [[ ${1-} == --measure ]] || return 0
    shift
    local run=$root/benchmarks/run data=$root/build/report peers=() service=() report=() status=0
    while [[ $# != 0 ]]; do
        case $1 in
        --quick)
            [[ ${#report[@]} == 0 ]] && report=(--into "$root/build/report")
            data=$root/build/report/quick
            peers+=("$1") service+=("$1")
            shift
            continue
            ;;
        --azure-sdk) peers+=("$1" "${2-}") ;;
        --into) report=("$1" "${2-}") ;;
        *)
            say "benchmarks/run report --measure: there is no option $1"
            exit 2
            ;;
        esac
        if [[ -z ${2-} ]]; then
            say "benchmarks/run report --measure: $1 needs a value"
            exit 2
        fi
        shift 2
    done
    # What fails below shall not be reported with the figures of another time.
    rm -f -- "$data/peers.jsonl" "$data/service.jsonl"
    mkdir -p -- "$data" || exit
    "$run" peers --out "$data/peers.jsonl" "${peers[@]}" || status=1
    "$run" service --out "$data/service.jsonl" "${service[@]}" || status=1
    "$run" report --data "$data" "${report[@]}" || status=1
    exit "$status"
}
