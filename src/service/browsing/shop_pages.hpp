#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/audit.hpp"

namespace aan::service {

/// The pages that a shop writes itself, in Markdown.
enum class ShopPage : std::uint8_t { about, terms, imprint, privacy };
inline constexpr std::array kShopPages = {ShopPage::about, ShopPage::terms, ShopPage::imprint,
                                          ShopPage::privacy};
std::string_view name_of(ShopPage page);
std::optional<ShopPage> parse_shop_page(std::string_view name);

inline constexpr std::size_t kPageBytesMax = 60'000;

/// One version of a page. Version 0: the shop wrote none.
struct PageText {
  std::int64_t version = 0;
  std::string markdown;
  Timestamp since;
};

struct PageView {
  PageText text;                 ///< the version asked for
  std::int64_t newest = 0;       ///< its number
  bool is_from_file = false;     ///< the terms come from DIR/terms.md: they are written there
  bool is_from_program = false;  ///< the terms that come with the program
};

/// A page as it stands now, or an earlier version of it. Errors: not_found "no_such_own_page" for a
/// version that never was.
Result<PageView> view_page(const Room& room, ShopPage page,
                           std::optional<std::int64_t> version = std::nullopt);

/// Adds a version of a page, unless it is the text that stands there now. Orders go on naming the
/// version of the terms that they were placed under. An empty text takes the page away (never the
/// terms). It stands in the audit log under the name `by`. Returns the version in force. Errors:
/// invalid "page_text" (too long, not UTF-8, or empty terms); conflict "terms_from_file".
Result<std::int64_t> write_page(const Room& room, ShopPage page, const std::string& markdown,
                                std::string_view by);

/// Which pages the shop wrote and has now, beside the terms.
Result<std::vector<ShopPage>> written_pages(const ports::RecordStore& records);
Result<std::vector<ShopPage>> written_pages(const Room& room);

/// Whether the terms that stand are the operator's, written at the desk: a start leaves them alone.
Result<bool> are_terms_written_here(const ports::RecordStore& records);
/// Notes where the terms of this start came from: DIR/terms.md, or the program.
Result<> note_terms_source(ports::RecordStore& records, bool is_file);

}  // namespace aan::service
