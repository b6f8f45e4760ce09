#include "web/desk/desk_page.hpp"

#include <algorithm>

#include "net/failure_log.hpp"
#include "net/status.hpp"
#include "web/desk/attention_view.hpp"
#include "web/desk/session_cookie.hpp"
#include "web/view/assets.hpp"
#include "web/view/error_text.hpp"

namespace aan::web {
namespace {

constexpr std::size_t kNextBytesMax = 300;

struct Entry {
  DeskItem item;
  desk::Action action;
  std::string_view path;
  std::string_view text;
};
constexpr Entry kEntries[] = {
    {DeskItem::overview, desk::Action::see_overview, "/desk", "desk_nav_overview"},
    {DeskItem::attention, desk::Action::see_overview, "/desk/attention", "desk_nav_attention"},
    {DeskItem::books, desk::Action::see_books, "/desk/books", "desk_nav_books"},
    {DeskItem::orders, desk::Action::see_orders, "/desk/orders", "desk_nav_orders"},
    {DeskItem::customers, desk::Action::help_buyers, "/desk/customers", "desk_nav_customers"},
    {DeskItem::sales, desk::Action::see_money, "/desk/sales", "desk_nav_sales"},
    {DeskItem::bundles, desk::Action::see_books, "/desk/bundles", "desk_nav_bundles"},
    {DeskItem::coupons, desk::Action::see_books, "/desk/coupons", "desk_nav_coupons"},
    {DeskItem::pages, desk::Action::see_settings, "/desk/pages", "desk_nav_pages"},
    {DeskItem::people, desk::Action::see_people, "/desk/people", "desk_nav_people"},
    {DeskItem::audit, desk::Action::see_audit, "/desk/audit", "desk_nav_audit"},
    {DeskItem::keys, desk::Action::manage_keys, "/desk/keys", "desk_nav_keys"},
    {DeskItem::webhooks, desk::Action::see_settings, "/desk/webhooks", "desk_nav_webhooks"},
    {DeskItem::settings, desk::Action::see_settings, "/desk/settings", "desk_nav_settings"},
};

// How much needs a person stands on every page. A page that cannot count it is still a page.
// `inside`: the frame, whose closed menu on a phone shows it beside its name.
void fill_count(Block& inside, Block& link, const DeskFront& front, const Visit& visit) {
  auto list = service::list_attention(front.room());
  if (!list) return;
  const auto open = std::ssize(visible(visit, std::move(list->open)));
  if (open == 0) return;
  const Locale& locale = link.locale();
  const std::string words = locale.plural("desk_open", open);
  link.add("OPEN").set("COUNT", locale.number(open)).set("WORDS", words);
  inside.add("OPEN_BEHIND").set("COUNT", locale.number(open)).set("WORDS", words);
}

void fill_navigation(Block& frame, const DeskFront& front, const Visit& visit, DeskItem item) {
  const Locale& locale = frame.locale();
  Block inside = frame.add("INSIDE");
  for (const Entry& entry : kEntries) {
    if (!visit.may(entry.action)) continue;
    Block link = inside.add("ENTRY");
    link.set("PATH", entry.path).set("TEXT", locale.text(entry.text));
    link.show_if("HERE", entry.item == item);
    if (entry.item == item) inside.add("ROOM").set("TEXT", locale.text(entry.text));
    if (entry.item == DeskItem::attention) fill_count(inside, link, front, visit);
  }
  inside.set("PERSON", visit.person().name).set("ROLE", role_name(locale, visit.person().role));
  inside.set("FORM_TOKEN", form_token(front.room().keys.ring(), visit.who->session));
}

// What the form before this page did, in words of ours: an address cannot make a page say others.
void fill_done(Block& frame, const Visit& visit) {
  if (!visit.who || visit.request.method != net::Method::get) return;
  const auto done = visit.request.query("done");
  if (!done) return;
  const std::string* words = frame.locale().find("desk_done." + *done);
  if (words != nullptr) frame.add("DONE").set("SENTENCE", *words);
}

}  // namespace

DeskPage::DeskPage(const DeskFront& front, const Visit& visit, DeskItem item,
                   std::string_view title, std::string_view main_template)
    : request_(visit.request),
      locale_(&find_locale("en")),
      writer_(*locale_, "desk/frame"),
      main_(writer_.main().include("MAIN", "desk/" + std::string(main_template))) {
  Block& frame = writer_.main();
  const service::Shop& shop = front.shop.use.shop;
  frame.set("LANG", locale_->code()).set("DIR", locale_->direction());
  frame.set("TITLE", locale_->text("desk_page_title", {{"title", title}, {"shop", shop.name}}));
  frame.set("SHOP", shop.name);
  if (shop.is_sandbox) {
    Block sandbox = frame.add("SANDBOX");
    if (shop.has_moved_clock)
      sandbox.add("MOVED_CLOCK")
          .set("SENTENCE", locale_->text("desk_moved_clock",
                                         {{"now", locale_->date_time(front.room().clock.wall())}}));
  }
  fill_done(frame, visit);
  if (visit.who) {
    fill_navigation(frame, front, visit, item);
    main_.set("FORM_TOKEN", form_token(front.room().keys.ring(), visit.who->session));
  }
  main_.set("HEADING", title);
}

void DeskPage::load_script(std::string_view asset) {
  writer_.main().add("SCRIPT").set("PATH", asset_url(asset));
}

net::Response DeskPage::finish(int status) const {
  return net::Response::html(writer_.finish(), status).make_private();
}

int DeskPage::say_problem(const Error& error, bool is_said) {
  const int status = net::status_of(error);
  net::log_failure(request_, status, error);
  if (!is_said) {
    Block problem = main_.add("PROBLEM");
    problem.set("SENTENCE", sentence_of(*locale_, error));
    if (error.retry_after_s) problem.set_if("RETRY", retry_text(*locale_, *error.retry_after_s));
  }
  return status == 400 ? 422 : status;
}

bool stays_on_page(const Error& error) {
  return error.code != Errc::unavailable && error.code != Errc::internal &&
         error.code != Errc::corrupt;
}

std::string sentence_of(const Locale& locale, const Error& error) {
  // Refusals of use cases that have no reason are written for whoever runs the shop.
  if (error.reason.empty() && !error.safe.empty()) return error.safe;
  return error_text(locale, {net::status_of(error), error}).sentence;
}

std::string role_name(const Locale& locale, desk::Role role) {
  return locale.text("desk_role." + std::string(name_of(role)));
}

ErrorValues role_values(const Visit& visit, desk::Action action) {
  const Locale& locale = find_locale("en");
  std::vector<std::string> roles;
  for (const desk::Role role : desk::roles_for(action)) roles.push_back(role_name(locale, role));
  return {{"roles", locale.list(roles)}, {"role", role_name(locale, visit.person().role)}};
}

net::Response done_at(std::string_view path, std::string_view what) {
  return net::Response::redirect(std::string(path) + "?done=" + std::string(what));
}

std::string next_of(std::string_view wanted) {
  constexpr std::string_view kDesk = "/desk";
  const auto is_part = [](char c) { return c > ' ' && c < '\x7f' && c != '\\'; };
  const bool is_ours = wanted.starts_with(kDesk) && wanted.size() <= kNextBytesMax &&
                       (wanted.size() == kDesk.size() || wanted[kDesk.size()] == '/' ||
                        wanted[kDesk.size()] == '?') &&
                       !wanted.contains("//") && !wanted.contains("..") &&
                       std::ranges::all_of(wanted, is_part);
  return std::string(is_ours ? wanted : kDesk);
}

std::string field_of(const Visit& visit, std::string_view name) {
  const auto form = visit.request.form(kFormLimits);
  return form ? form->find(name).value_or("") : std::string{};
}

bool has_field(const Visit& visit, std::string_view name) {
  const auto form = visit.request.form(kFormLimits);
  return form && form->find(name).has_value();
}

}  // namespace aan::web
