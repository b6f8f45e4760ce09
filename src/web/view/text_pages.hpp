#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/timestamp.hpp"
#include "web/view/frame.hpp"
#include "web/view/sale_pages.hpp"

namespace aan::web {

/// `/help`
struct HelpPage {
  std::string contact;  ///< e-mail address or https address of the operator; empty: none given
};
std::string render(const HelpPage& page, const Frame& frame);

/// `/about`
struct AboutPage {
  std::string operator_name;
  std::string story;    ///< Markdown of the operator; empty: the shop says what it is
  std::string node_id;  ///< public key of this node, as text
  std::string version;  ///< of the program
  std::string contact;
};
std::string render(const AboutPage& page, const Frame& frame);

/// `/about-fallback`: what this shop does when something fails. Says only what is true now.
struct AboutFallbackPage {
  std::vector<PaymentChoice> methods;        ///< as checkout offers them now
  std::vector<std::string> other_addresses;  ///< where else this shop answers
  bool is_in_network = false;                ///< other shops keep copies
};
std::string render(const AboutFallbackPage& page, const Frame& frame);

/// `/terms`
struct TermsPage {
  std::string text;  ///< Markdown of the operator; empty: the text that comes with the program
  std::int64_t version = 1;
  std::optional<Timestamp> since;
  std::string operator_name;
};
std::string render(const TermsPage& page, const Frame& frame);

/// Any answer that is not the page one asked for: 400, 403, 404, 405, 409, 410, 413, 415, 421, 429,
/// 500, 502, 503, 504; other numbers are treated as their class.
struct ErrorPage {
  int status = 500;
  std::string sentence;  ///< what happened, for the customer; empty: the general sentence
  std::string request_id;
  std::optional<int> retry_after_s;
};
std::string render(const ErrorPage& page, const Frame& frame);

/// While the store is being prepared. Needs no catalogue.
struct MaintenancePage {
  int retry_after_s = 5;
  std::string request_id;
};
std::string render(const MaintenancePage& page, const Frame& frame);

}  // namespace aan::web
