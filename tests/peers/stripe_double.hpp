#pragma once
#include <boost/json.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/outbound/http_client.hpp"

namespace aan::peers {

/// The double of Stripe (tests/peers/stripe) as a process of its own, for as long as this lives.
/// Needs Node: AAN_NODE, or `node` in the PATH.
class StripeDouble {
 public:
  /// Nothing where there is no Node.
  static std::unique_ptr<StripeDouble> start();
  ~StripeDouble();
  StripeDouble(const StripeDouble&) = delete;
  StripeDouble& operator=(const StripeDouble&) = delete;

  [[nodiscard]] const std::string& origin() const { return origin_; }
  /// Does what the control of that name does. A refusal fails the test that asked.
  boost::json::value act(const std::string& name, const boost::json::object& asked = {}) const;
  /// A button of the page where buyers pay; the status of the answer.
  int press(const std::string& url, const std::string& how) const;
  /// All messages about a session that were sent by now, as the shop's door hands them on.
  [[nodiscard]] std::vector<std::string> messages(const std::string& session) const;

 private:
  StripeDouble() = default;
  int pid_ = 0;
  int input_ = -1;
  std::string origin_;
  std::unique_ptr<net::outbound::HttpClient> client_;
};

}  // namespace aan::peers
