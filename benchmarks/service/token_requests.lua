-- wrk -t1 -c CONNECTIONS -d SECONDS -s token_requests.lua URL -- SESSIONS PID WARM_UP MEASURED
-- Asks for the tokens of all sessions in turn, a line of the file SESSIONS each. Prints one line of JSON beside
-- wrk's own report. After WARM_UP seconds, when the connections are open, the requests of the next MEASURED seconds
-- are counted, and what CPU time the server, process PID, takes for them.

local ffi = require("ffi")
ffi.cdef [[
    typedef struct { long seconds; long nanoseconds; } moment;
    int clock_gettime(int clock, moment* now);
    int clock_getcpuclockid(int process, int* clock);
]]

local threads = {}

function setup(thread)
    table.insert(threads, thread)
end

local monotonic = 1
local server_clock
local requests = {}
local next_request = 0
local sent = 0
local warm_up, measured
local first_moment, first_sent, first_cpu
local now_there = ffi.new("moment")

local function read_clock(clock)
    ffi.C.clock_gettime(clock, now_there)
    return tonumber(now_there.seconds) + tonumber(now_there.nanoseconds) * 1e-9
end

-- Read by `done`, in another state of Lua.
window_requests = 0
window_seconds = 0
window_cpu = 0

function init(arguments)
    for session in io.lines(arguments[1]) do
        table.insert(requests, wrk.format("GET", "/token", { ["Authorization"] = "Bearer " .. session }))
    end
    local clock = ffi.new("int[1]")
    if ffi.C.clock_getcpuclockid(tonumber(arguments[2]), clock) ~= 0 then
        error("there is no process " .. arguments[2])
    end
    server_clock = clock[0]
    warm_up = tonumber(arguments[3])
    measured = tonumber(arguments[4])
end

local began

function request()
    local now = read_clock(monotonic)
    if not began then
        began = now
    end
    if not first_moment then
        if now - began >= warm_up then
            first_moment, first_sent, first_cpu = now, sent, read_clock(server_clock)
        end
    elseif window_requests == 0 and now - first_moment >= measured then
        window_requests = sent - first_sent
        window_seconds = now - first_moment
        window_cpu = read_clock(server_clock) - first_cpu
    end
    sent = sent + 1
    next_request = next_request % #requests + 1
    return requests[next_request]
end

function done(summary, latency)
    local thread = threads[1]
    local failures = summary.errors
    local failed = failures.connect + failures.read + failures.write + failures.status + failures.timeout
    io.write(string.format(
        '{"requests":%d,"seconds":%.6f,"cpu_seconds":%.6f,"p50_ms":%.3f,"p90_ms":%.3f,"p99_ms":%.3f,"max_ms":%.3f,' ..
        '"all_requests":%d,"bytes":%d,"errors":%d}\n',
        thread:get("window_requests"), thread:get("window_seconds"), thread:get("window_cpu"),
        latency:percentile(50) / 1000, latency:percentile(90) / 1000, latency:percentile(99) / 1000,
        latency.max / 1000, summary.requests, summary.bytes, failed))
end
