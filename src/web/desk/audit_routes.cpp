#include "web/desk/audit_routes.hpp"

#include <charconv>

#include "service/audit.hpp"
#include "web/desk/audit_words.hpp"
#include "web/desk/desk_page.hpp"

namespace aan::web {
namespace {

constexpr std::int64_t kRows = 50;

std::int64_t number_of(const net::Request& request, std::string_view name) {
  const std::string text = request.query(name).value_or("");
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size() && number > 0 ? number : 0;
}

Result<> fill_check(Block& main, const DeskFront& front) {
  const Locale& locale = main.locale();
  const service::AuditCheck check = AAN_TRY(service::verify_audit(front.room()));
  if (check.broken_at)
    main.add("BROKEN").set(
        "TEXT", locale.text("desk_audit_broken", {{"number", locale.number(*check.broken_at)}}));
  else
    main.add("WHOLE")
        .set("TEXT", locale.plural("desk_audit_whole", check.entries))
        .set("DIGEST", check.digest_hex);
  return {};
}

}  // namespace

Result<net::Response> show_audit(const DeskFront& front, const Visit& visit) {
  const auto entries =
      AAN_TRY(service::list_audit(front.room(), number_of(visit.request, "before"), kRows));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::audit, locale.text("desk_nav_audit"), "audit");
  Block& main = page.main();
  if (visit.request.query("check")) AAN_TRY(fill_check(main, front));
  if (entries.empty()) main.show("NONE");
  if (!entries.empty()) {
    Block table = main.add("TABLE");
    for (const desk::AuditEntry& entry : entries) {
      Block row = table.add("ROW");
      row.set("NUMBER", entry.number).set("STAMP", rfc3339(entry.at));
      row.set("WHEN", locale.date_time(entry.at)).set("WHO", entry.actor);
      row.set("WHAT", audit_act(locale, entry)).set("ABOUT", audit_about(locale, entry));
      row.set("DETAIL", audit_detail(locale, entry));
    }
    if (entries.back().number > 1)
      main.add("OLDER").set("PATH", "/desk/audit?before=" + std::to_string(entries.back().number));
  }
  return page.finish();
}

}  // namespace aan::web
