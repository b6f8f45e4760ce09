#include "api/required_key.hpp"

#include "service/idempotency.hpp"

namespace aan::api {

Answer<std::string> required_key(const net::Request& request) {
  std::string key{request.header("idempotency-key").value_or("")};
  auto checked = service::IdempotentRequest::create("api", key, "");
  if (checked) return key;
  Problem problem(std::move(checked.error()));
  problem.findings.push_back({{}, "Idempotency-Key", problem.error.safe});
  return std::unexpected(std::move(problem));
}

}  // namespace aan::api
