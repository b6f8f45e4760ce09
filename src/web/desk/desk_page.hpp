#pragma once
#include <string>
#include <string_view>

#include "web/desk/desk_front.hpp"
#include "web/view/page_writer.hpp"

namespace aan::web {

/// Which entry of the desk's navigation a page belongs to.
enum class DeskItem : std::uint8_t {
  none,
  overview,
  attention,
  books,
  bundles,
  coupons,
  orders,
  customers,
  sales,
  pages,
  people,
  audit,
  keys,
  webhooks,
  settings
};

/// A page of the desk in the making: its frame is filled for who looks, the main part is the
/// caller's. Everything that is set is escaped for its place.
class DeskPage {
 public:
  DeskPage(const DeskFront& front, const Visit& visit, DeskItem item, std::string_view title,
           std::string_view main_template);

  [[nodiscard]] Block& main() { return main_; }
  [[nodiscard]] const Locale& locale() const { return *locale_; }
  /// A script of ours that makes the page pleasanter; it works without.
  void load_script(std::string_view asset);
  [[nodiscard]] net::Response finish(int status = 200) const;
  /// What went wrong, said at the top of the page unless it `is_said` where it can be mended;
  /// returns its status. A failure of the shop is written down here, as it is where it gets a page
  /// of its own.
  int say_problem(const Error& error, bool is_said = false);

 private:
  const net::Request& request_;
  const Locale* locale_;
  DocumentWriter writer_;
  Block main_;
};

/// Whether what went wrong is said on the page whose form was sent, where it can be mended. A
/// failure of the shop has a page of its own.
[[nodiscard]] bool stays_on_page(const Error& error);
/// What a refusal says at the desk, in one sentence.
std::string sentence_of(const Locale& locale, const Error& error);
/// A role as people call it.
std::string role_name(const Locale& locale, desk::Role role);
/// What the sentence of "desk_role" names: whose role is needed, and what the visitor's is.
ErrorValues role_values(const Visit& visit, desk::Action action);
/// Back to a page of the desk, which says what was done: `what` is one of the locale's "desk_done".
net::Response done_at(std::string_view path, std::string_view what);
/// An address of the desk to go on to; "/desk" for anything else, so that nobody is led away.
std::string next_of(std::string_view wanted);
/// What a form of the desk may hold: a page's text is its longest field.
inline constexpr net::FormLimits kFormLimits{.value_bytes_max = std::size_t{64} * 1024};
/// A field of the form; empty when it was not sent.
std::string field_of(const Visit& visit, std::string_view name);
/// Whether the form had such a field, empty or not.
bool has_field(const Visit& visit, std::string_view name);

}  // namespace aan::web
