-- wrk's request and its findings: `wrk … -s load.lua URL -- METHOD [BODY]`.
function init(args)
  wrk.method = args[1] or "GET"
  wrk.body = args[2]
end

function done(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  io.write(string.format('\n{"requests": %d, "seconds": %.6f, "failed": %d, "p99": %.3f}\n',
    summary.requests, summary.duration / 1e6, failed, latency:percentile(99) / 1e3))
end
