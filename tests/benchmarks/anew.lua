-- Every request names another port, so that no answer can be one that was kept for a request before it; runs of this
-- begin at least a second apart, and 997 ports from one another.
local n = os.time() * 997 % 60000
request = function()
  n = n + 1
  wrk.headers["Host"] = "127.0.0.1:" .. n
  return wrk.format()
end
