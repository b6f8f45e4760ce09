#include "service/browsing/shop_pages.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "base/whole_number.hpp"

namespace aan::service {
namespace {

constexpr std::string_view kArea = "page";
constexpr std::string_view kTermsFrom = "terms_from";  // of the area "shop"
constexpr std::string_view kFile = "file";
constexpr std::string_view kProgram = "program";
constexpr std::string_view kHere = "desk";

// A version is kept as its moment in microseconds, a line's end, and its text.
std::string packed(const std::string& markdown, Timestamp now) {
  return std::to_string(now.us) + "\n" + markdown;
}

Result<PageText> unpacked(std::int64_t version, const std::string& record) {
  const auto line = record.find('\n');
  const auto us = parse_whole_number(record.substr(0, line));
  if (line == record.npos || !us) return fail(Errc::corrupt, "page", "a page is no page");
  return PageText{version, record.substr(line + 1), Timestamp{*us}};
}

std::string key_of(ShopPage page, std::int64_t version) {
  return std::string(name_of(page)) + "/" + std::to_string(version);
}

Result<std::int64_t> newest_of(const ports::RecordStore& records, ShopPage page) {
  const auto number = AAN_TRY(records.find(kArea, name_of(page)));
  return number ? parse_whole_number(*number).value_or(0) : 0;
}

Result<std::optional<PageText>> find_version(const ports::RecordStore& records, ShopPage page,
                                             std::int64_t version) {
  const auto record = AAN_TRY(records.find(kArea, key_of(page, version)));
  if (!record) return std::optional<PageText>{};
  return AAN_TRY(unpacked(version, *record));
}

std::unexpected<Error> no_such_page() {
  return refuse(Errc::not_found, "page", "There is no such page, or no such version of it.",
                "no_such_own_page");
}

Result<PageView> view_terms_page(const ports::RecordStore& records,
                                 std::optional<std::int64_t> version) {
  PageView view;
  const auto newest = AAN_TRY(records.terms());
  const auto found = version ? AAN_TRY(records.find_terms(*version)) : std::optional(newest);
  if (!found) return no_such_page();
  view.text = {found->version, found->markdown, found->since};
  view.newest = newest.version;
  const std::string from = AAN_TRY(records.find("shop", kTermsFrom)).value_or("");
  view.is_from_file = from == kFile;
  view.is_from_program = from == kProgram;
  return view;
}

Result<PageView> view_other_page(const ports::RecordStore& records, ShopPage page,
                                 std::optional<std::int64_t> version) {
  PageView view;
  view.newest = AAN_TRY(newest_of(records, page));
  const std::int64_t wanted = version.value_or(view.newest);
  if (wanted == 0 && !version) return view;
  auto found = AAN_TRY(find_version(records, page, wanted));
  if (!found) return no_such_page();
  view.text = *std::move(found);
  return view;
}

Result<> check_text(ShopPage page, const std::string& markdown) {
  const bool is_good = markdown.size() <= kPageBytesMax && is_utf8(markdown) &&
                       !markdown.contains('\0') &&
                       (page != ShopPage::terms || !trim(markdown).empty());
  if (is_good) return {};
  return refuse(Errc::invalid, "page",
                "A page is text of at most 60,000 bytes, and a shop always has terms.",
                "page_text");
}

Result<std::int64_t> put_terms(ports::RecordStore& records, const std::string& markdown,
                               Timestamp now) {
  if (AAN_TRY(records.find("shop", kTermsFrom)) == kFile)
    return refuse(Errc::conflict, "page",
                  "The terms of this shop are in the file terms.md of its data directory. Change "
                  "them there, or take the file away and start the shop again.",
                  "terms_from_file");
  AAN_TRY(records.put("shop", kTermsFrom, kHere));
  return records.put_terms(markdown, now);
}

Result<std::int64_t> put_page(ports::RecordStore& records, ShopPage page,
                              const std::string& markdown, Timestamp now) {
  const std::int64_t newest = AAN_TRY(newest_of(records, page));
  const auto before = AAN_TRY(find_version(records, page, newest));
  if (before ? before->markdown == markdown : markdown.empty()) return newest;
  AAN_TRY(records.put(kArea, key_of(page, newest + 1), packed(markdown, now)));
  AAN_TRY(records.put(kArea, name_of(page), std::to_string(newest + 1)));
  return newest + 1;
}

}  // namespace

std::string_view name_of(ShopPage page) {
  switch (page) {
    case ShopPage::about: return "about";
    case ShopPage::terms: return "terms";
    case ShopPage::imprint: return "imprint";
    case ShopPage::privacy: break;
  }
  return "privacy";
}

std::optional<ShopPage> parse_shop_page(std::string_view name) {
  const auto* const found =
      std::ranges::find(kShopPages, name, [](ShopPage page) { return name_of(page); });
  return found == kShopPages.end() ? std::nullopt : std::optional(*found);
}

Result<PageView> view_page(const Room& room, ShopPage page, std::optional<std::int64_t> version) {
  PageView view;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    view = page == ShopPage::terms ? AAN_TRY(view_terms_page(at.records(), version))
                                   : AAN_TRY(view_other_page(at.records(), page, version));
    return {};
  }));
  return view;
}

Result<std::int64_t> write_page(const Room& room, ShopPage page, const std::string& markdown,
                                std::string_view by) {
  AAN_TRY(check_text(page, markdown));
  const Timestamp now = room.clock.wall();
  std::int64_t version = 0;
  AAN_TRY(room.store.write("page.write", [&](ports::UnitOfWork& unit) -> Result<> {
    const std::int64_t before = page == ShopPage::terms ? AAN_TRY(unit.records().terms()).version
                                                        : AAN_TRY(newest_of(unit.records(), page));
    version = page == ShopPage::terms ? AAN_TRY(put_terms(unit.records(), markdown, now))
                                      : AAN_TRY(put_page(unit.records(), page, markdown, now));
    if (version == before) return {};
    return write_down(unit,
                      {std::string(by), "page.write", std::string(name_of(page)),
                       "version " + std::to_string(version)},
                      now);
  }));
  return version;
}

Result<std::vector<ShopPage>> written_pages(const ports::RecordStore& records) {
  std::vector<ShopPage> pages;
  for (const ShopPage page : {ShopPage::about, ShopPage::imprint, ShopPage::privacy})
    if (!AAN_TRY(view_other_page(records, page, std::nullopt)).text.markdown.empty())
      pages.push_back(page);
  return pages;
}

Result<std::vector<ShopPage>> written_pages(const Room& room) {
  std::vector<ShopPage> pages;
  AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
    pages = AAN_TRY(written_pages(at.records()));
    return {};
  }));
  return pages;
}

Result<bool> are_terms_written_here(const ports::RecordStore& records) {
  return AAN_TRY(records.find("shop", kTermsFrom)) == kHere;
}

Result<> note_terms_source(ports::RecordStore& records, bool is_file) {
  const std::string_view source = is_file ? kFile : kProgram;
  if (AAN_TRY(records.find("shop", kTermsFrom)) == source) return {};
  return records.put("shop", kTermsFrom, source);
}

}  // namespace aan::service
