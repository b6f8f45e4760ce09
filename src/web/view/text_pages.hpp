#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/timestamp.hpp"
#include "web/view/error_text.hpp"
#include "web/view/frame.hpp"
#include "web/view/sale/sale_pages.hpp"

namespace aan::web {

/// `/help`. Whom to ask is in the frame.
struct HelpPage {};
std::string render(const HelpPage& page, const Frame& frame);

/// `/about`
struct AboutPage {
  std::string operator_name;
  std::string seller;              ///< name and address; empty: nobody else than the operator
  std::string story;               ///< Markdown of the operator; empty: the shop says what it is
  std::string node_id;             ///< public key of this node, as text
  std::string version;             ///< of the program
  std::vector<std::string> pages;  ///< "imprint", "privacy": those that the shop wrote
};
std::string render(const AboutPage& page, const Frame& frame);

/// `/imprint` and `/privacy`: what the shop wrote of itself
struct OwnPage {
  std::string name;  ///< "imprint"
  std::string text;  ///< Markdown; empty: of the imprint, `seller` alone
  Timestamp since;
  std::vector<std::string> seller;  ///< of the imprint: name, lines of the address, numbers
};
std::string render(const OwnPage& page, const Frame& frame);

/// `/about-fallback`: what this shop does when something fails. Says only what is true now.
struct AboutFallbackPage {
  std::vector<PaymentChoice> methods;  ///< as checkout offers them now
  std::vector<std::string> addresses;  ///< where this shop answers, if there is more than one
};
std::string render(const AboutFallbackPage& page, const Frame& frame);

/// The terms of sale that come with the program: Markdown, for a shop that wrote none.
std::string_view default_terms(std::string_view language = "en");

/// `/terms`, and `/terms/{version}` for an earlier one
struct TermsPage {
  std::string text;  ///< Markdown
  std::int64_t version = 1;
  Timestamp since;
  bool is_in_force = true;  ///< false: replaced since; kept for those who bought under it
  std::string operator_name;
  bool may_be_translated = false;  ///< else the text stands as it is kept, whoever reads
};
std::string render(const TermsPage& page, const Frame& frame);

/// Any answer that is not the page one asked for: 400, 403, 404, 405, 409, 410, 413, 415, 421, 429,
/// 500, 502, 503, 504; other numbers are treated as their class.
struct ErrorPage {
  Problem problem;
  std::string request_id;
  bool is_from_cart = false;  ///< a cart led here: its page is the first way out
};
std::string render(const ErrorPage& page, const Frame& frame);

/// While the store is being prepared. Needs no catalogue.
struct MaintenancePage {
  int retry_after_s = 5;
  std::string request_id;
};
std::string render(const MaintenancePage& page, const Frame& frame);

}  // namespace aan::web
