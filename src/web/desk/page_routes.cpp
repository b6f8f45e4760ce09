#include "web/desk/page_routes.hpp"

#include "base/whole_number.hpp"
#include "service/browsing/shop_pages.hpp"
#include "web/desk/desk_page.hpp"
#include "web/view/markdown.hpp"

namespace aan::web {
namespace {

using service::ShopPage;

Result<ShopPage> page_named(const Visit& visit) {
  if (const auto page = service::parse_shop_page(visit.request.param("page"))) return *page;
  return refuse(Errc::not_found, "desk.page", "There is no such page, or no such version of it.",
                "no_such_own_page");
}

std::string path_of(ShopPage page) { return "/desk/pages/" + std::string(service::name_of(page)); }
std::string title_of(const Locale& locale, ShopPage page) {
  return locale.text("desk_page." + std::string(service::name_of(page)));
}

std::optional<std::int64_t> version_asked(const Visit& visit) {
  const auto version = parse_whole_number(visit.request.query("version").value_or(""));
  return version && *version > 0 ? version : std::nullopt;
}

// What a textarea sends has CR LF for the ends of lines.
std::string with_plain_lines(std::string text) {
  std::erase(text, '\r');
  return text;
}

void fill_stand(Block& block, const service::PageView& view) {
  const Locale& locale = block.locale();
  const bool is_there = !view.text.markdown.empty();
  const char* key = view.is_from_file      ? "desk_page_file"
                    : view.is_from_program ? "desk_page_program"
                    : is_there             ? "desk_page_written"
                                           : "desk_page_none";
  block.set("STAND", locale.text(key, {{"version", locale.number(view.text.version)},
                                       {"since", locale.date(view.text.since)}}));
}

void fill_versions(Block& main, ShopPage page, const service::PageView& view) {
  if (view.newest < 2) return;
  constexpr std::int64_t kShown = 20;
  const Locale& locale = main.locale();
  Block versions = main.add("VERSIONS");
  for (std::int64_t i = view.newest; i > 0 && i > view.newest - kShown; --i)
    versions.add("VERSION")
        .set("PATH", path_of(page) + "?version=" + std::to_string(i))
        .set("TEXT", locale.text("desk_page_version", {{"version", locale.number(i)}}))
        .show_if("HERE", i == view.text.version);
}

struct Draft {
  std::string text;
  bool is_looked_at = false;
};

Result<net::Response> page_of(const DeskFront& front, const Visit& visit, const Draft* draft,
                              const Error* problem) {
  const ShopPage page_asked = AAN_TRY(page_named(visit));
  const auto view = AAN_TRY(
      service::view_page(front.room(), page_asked, draft ? std::nullopt : version_asked(visit)));
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::pages, title_of(locale, page_asked), "page");
  Block& main = page.main();
  const std::string& text = draft ? draft->text : view.text.markdown;
  main.set("PATH", path_of(page_asked));
  main.set("PUBLIC_PATH", "/" + std::string(service::name_of(page_asked)));
  main.set("ABOUT", locale.text("desk_page_hint." + std::string(service::name_of(page_asked))));
  fill_stand(main, view);
  fill_versions(main, page_asked, view);
  const bool may_write = visit.may(desk::Action::manage_shop) && !view.is_from_file;
  if (may_write)
    main.add("FORM")
        .set("TEXT", text)
        .set("LINES", locale.text(page_asked == ShopPage::terms ? "desk_page_lines_joined"
                                                                : "desk_page_lines_kept"))
        .set("BYTES_MAX", static_cast<std::int64_t>(service::kPageBytesMax));
  const bool is_shown = draft ? draft->is_looked_at : !may_write && !text.empty();
  if (is_shown)
    main.add("LOOK").set_html("BODY_HTML",
                              markdown(text, page_asked == ShopPage::terms ? MarkdownLines::joined
                                                                           : MarkdownLines::kept));
  const int status = problem == nullptr ? 200 : page.say_problem(*problem);
  return page.finish(status);
}

}  // namespace

Result<net::Response> show_pages(const DeskFront& front, const Visit& visit) {
  const Locale& locale = find_locale("en");
  DeskPage page(front, visit, DeskItem::pages, locale.text("desk_nav_pages"), "pages");
  for (const ShopPage one : service::kShopPages) {
    const auto view = AAN_TRY(service::view_page(front.room(), one));
    Block row = page.main().add("ROW");
    row.set("PATH", path_of(one)).set("NAME", title_of(locale, one));
    row.set("ABOUT", locale.text("desk_page_hint." + std::string(service::name_of(one))));
    fill_stand(row, view);
  }
  return page.finish();
}

Result<net::Response> show_page_text(const DeskFront& front, const Visit& visit) {
  return page_of(front, visit, nullptr, nullptr);
}

Result<net::Response> write_page_text(const DeskFront& front, const Visit& visit) {
  const ShopPage page = AAN_TRY(page_named(visit));
  const Draft draft{with_plain_lines(field_of(visit, "text")), true};
  if (field_of(visit, "act") == "look") return page_of(front, visit, &draft, nullptr);
  const auto done = service::write_page(front.room(), page, draft.text, visit.person().name);
  if (done) {
    front.follow_catalogue();  // the foot of every page leads to it, or does not any more
    return done_at(path_of(page), "page");
  }
  if (!stays_on_page(done.error())) return std::unexpected(done.error());
  return page_of(front, visit, &draft, &done.error());
}

}  // namespace aan::web
