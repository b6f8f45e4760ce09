#include "web/view/customer/library_pages.hpp"

#include "domain/catalog/on_pages.hpp"
#include "domain/catalog/reading_copy.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/reading_way.hpp"
#include "web/view/page_writer.hpp"
#include "web/view/pager.hpp"
#include "web/view/reading_app.hpp"
#include "web/view/sale/qr.hpp"

namespace aan::web {
namespace {

PageWriter begin(const Frame& frame, std::string_view file) {
  return PageWriter(frame,
                    {.title = find_locale(frame.locale).text("library"),
                     .page_class = "library",
                     .is_private = true},
                    file);
}

void fill_problem(Block& main, const std::optional<Problem>& problem) {
  if (problem) main.set_if("PROBLEM", error_text(main.locale(), *problem).sentence);
}

std::string progress_of(const Locale& locale, std::int64_t share) {
  return locale.text("read_progress", {{"percent", locale.number(catalog::percent_read(share))}});
}

void fill_begun(Block one, const LibraryBegun& book) {
  const Locale& locale = one.locale();
  fill_book(one, book.card);
  one.set("READ_PATH", book.path)
      .set("PERCENT", std::to_string(catalog::percent_read(book.share)))
      .set("SHARE", progress_of(locale, book.share))
      .set("STAMP", rfc3339(book.kept_at))
      .set("WHEN", locale.date(book.kept_at));
}

void fill_reading(Block& book, const LibraryReadingWay& way) {
  if (way.path.empty()) return;
  const Locale& locale = book.locale();
  Block read = book.add("READ");
  read.set("PATH", reading_way(way.path, way.share))
      .set("LABEL", locale.text(reading_label(way.share)));
  if (way.share) read.set_if("SHARE", progress_of(locale, *way.share));
}

void fill_download(Block one, const LibraryDownload& file, const std::string& order_path) {
  const Locale& locale = one.locale();
  one.set("ORDER_PATH", order_path)
      .set("GRANT", file.grant_id)
      .set("KEY", file.idempotency_key)
      .set("LABEL", locale.text("download", {{"format", format_name(locale, file.format)},
                                             {"size", locale.size(file.size)}}));
}

// What happens with a file that is not read here, as the page of its order says it.
void fill_how(Block& book, const std::vector<LibraryDownload>& files) {
  for (const LibraryDownload& file : files) {
    const catalog::OnPages how = catalog::on_pages(file.format, /*is_fixed_layout=*/false);
    if (how == catalog::OnPages::pages || how == catalog::OnPages::no_text) continue;
    book.add("HOW").set("TEXT",
                        book.locale().text("read_how." + std::string(catalog::name_of(how))));
    return;
  }
}

void fill_order(Block one, const LibraryShelfOrder& order) {
  const Locale& locale = one.locale();
  one.set("HEADING", locale.text("library_order", {{"reference", order.reference},
                                                   {"date", locale.date(order.created_at)}}));
  if (!order.path.empty()) one.add("OPEN").set("ORDER_PATH", order.path);
  for (const BookCard& card : order.books) {
    Block book = one.add("BOOK");
    fill_book(book, card);
    book.show(card.slug.empty() ? "NO_PAGE" : "HAS_PAGE");
    const auto at = static_cast<std::size_t>(&card - order.books.data());
    if (at < order.days.size() && order.days[at])
      book.add("COMES").set("TEXT",
                            locale.text("order_waits", {{"day", locale.date(*order.days[at])}}));
    if (at < order.readings.size()) fill_reading(book, order.readings[at]);
    if (at < order.downloads.size() && !order.path.empty() &&
        (at >= order.readings.size() || order.readings[at].path.empty()))
      fill_how(book, order.downloads[at]);
    if (at < order.downloads.size() && !order.path.empty())
      for (const LibraryDownload& file : order.downloads[at])
        fill_download(book.add("DOWNLOAD"), file, order.path);
  }
}

void fill_apps(Block& main, const LibraryPage& page) {
  const ReadingApps& apps = page.apps;
  const Locale& locale = main.locale();
  main.set("CATALOGUE_URL", apps.catalogue_url);
  main.set_html("APPS_QR_HTML", qr_code(apps.catalogue_url, locale.text("reading_apps_code")));
  if (apps.name.empty()) {
    main.show("NO_READER");
    return;
  }
  Block login = main.add("READER");
  login.set("SYNC_URL", apps.sync_url).set("SHELF", shelf_in_app(page.origin));
  login.set("LOGIN", apps.name).set_if("PASSWORD", apps.password);
  login.show_if("LOST", apps.password.empty());
  login.set("USED", apps.used_at
                        ? locale.text("reading_apps_used", {{"date", locale.date(*apps.used_at)}})
                        : locale.text("reading_apps_unused"));
}

}  // namespace

std::string render(const LibraryDoorPage& page, const Frame& frame) {
  PageWriter writer = begin(frame, "library_door");
  Block& main = writer.main();
  const Locale& locale = main.locale();
  fill_problem(main, page.problem);
  main.show_if("FORGOTTEN", page.is_forgotten);
  if (page.takes_email) {
    Block mail = main.add("BY_MAIL");
    mail.set("EMAIL", page.email);
    mail.show_if("WRONG", page.problem && page.problem->error.reason == "mail_address");
    if (page.is_asked)
      mail.add("ASKED").set(
          "TEXT", locale.text("library_asked", {{"minutes", locale.number(page.minutes)}}));
  }
  main.show_if("CAN_PASSKEY", page.has_passkeys).show_if("NO_PASSKEY", !page.has_passkeys);
  return writer.finish();
}

std::string render(const LibraryKnockPage& page, const Frame& frame) {
  PageWriter writer = begin(frame, "library_knock");
  Block& main = writer.main();
  const Locale& locale = main.locale();
  const bool is_letter = !page.address_shown.empty();
  main.set("ACTION", page.action_path);
  main.set("LEAD", is_letter ? locale.text("library_letter_lead", {{"address", page.address_shown}})
                             : locale.text("library_link_lead"));
  if (is_letter)
    main.add("WHERE").set("TEXT", locale.text(page.is_same_browser ? "library_letter_here"
                                                                   : "library_letter_elsewhere"));
  return writer.finish();
}

std::string render(const LibraryPage& page, const Frame& frame) {
  PageWriter writer = begin(frame, "library");
  Block& main = writer.main();
  const Locale& locale = main.locale();
  fill_problem(main, page.problem);
  main.set("LEAD", page.orders_total == 0 ? locale.text("library_empty")
                                          : locale.plural("library_lead", page.orders_total));
  if (!page.begun.empty()) {
    Block begun = main.add("BEGUN");
    for (const LibraryBegun& book : page.begun) fill_begun(begun.add("BEGUN_BOOK"), book);
  }
  for (const LibraryShelfOrder& order : page.orders) fill_order(main.add("ORDER"), order);
  fill_pager(main, page.page, page.pages, [](std::int64_t number) {
    return std::string("/library") + (number > 1 ? "?page=" + std::to_string(number) : "");
  });
  if (page.link_url.empty())
    main.show("NO_LINK");
  else
    main.add("LINK")
        .set("URL", page.link_url)
        .set_html("QR_HTML", qr_code(page.link_url, locale.text("library_keep")));
  if (page.address.empty())
    main.add("NO_ADDRESS")
        .set("TEXT",
             locale.text(page.keys.empty() ? "library_no_address" : "library_no_address_but_keys"));
  else
    main.add("ADDRESS").set("TEXT", locale.text("library_address", {{"address", page.address}}));
  fill_own_keys(main, page.keys, page.has_passkeys);
  fill_apps(main, page);
  main.set("TYPED", page.typed);
  main.set("PUT_HINT", locale.text("library_put_hint", {{"origin", page.origin}}));
  return writer.finish();
}

}  // namespace aan::web
