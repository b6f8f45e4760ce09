#include <algorithm>
#include <array>

#include "adapters/store_sql/engine/rows.hpp"
#include "adapters/store_sql/file_rows.hpp"
#include "adapters/store_sql/sql_sources.hpp"

// Without a word a text is another one; a pattern of LIKE would have signs with a meaning.
#define AAN_BOOK_TEXT \
  "lower(w.title || ' ' || w.subtitle || ' ' || w.author_names || ' ' || e.isbn13)"
#define AAN_HAS(any, word) \
  "(" any " = '' OR replace(" AAN_BOOK_TEXT ", lower(" word "), '') <> " AAN_BOOK_TEXT ") "
#define AAN_HAS_PRICE                                                         \
  "(o.price_amount IS NOT NULL OR EXISTS (SELECT 1 FROM offer_price p WHERE " \
  "p.offer_id = o.id AND p.revision = o.revision))"
#define AAN_CAN_BE_BOUGHT                                                       \
  AAN_HAS_PRICE                                                                 \
  " AND o.sale_state IN ('open', 'preorder') "                                  \
  "AND (o.copies_left IS NULL OR o.copies_left > 0) AND EXISTS (SELECT 1 FROM " \
  "edition_file f WHERE f.edition_id = e.id AND f.is_damaged = 0 AND " AAN_FILE_IS_CURRENT ")"
#define AAN_WANTED                                                                            \
  "FROM work w JOIN edition e ON e.work_id = w.id AND e.is_newest = 1 "                       \
  "JOIN offer o ON o.work_id = w.id AND o.is_current = 1 "                                    \
  "WHERE (:any_visibility = '' OR w.visibility = :visibility) "                               \
  "AND (:any_price = '' OR NOT " AAN_HAS_PRICE                                                \
  ") "                                                                                        \
  "AND (:any_sale = '' OR (" AAN_CAN_BE_BOUGHT                                                \
  ")) "                                                                                       \
  "AND (:any_file = '' OR e.formats = '') "                                                   \
  "AND (:any_format = '' OR replace(' ' || e.formats || ' ', :format, '') <> "                \
  "' ' || e.formats || ' ') "                                                                 \
  "AND " AAN_HAS(":any_1", ":word_1") "AND " AAN_HAS(":any_2", ":word_2") "AND " AAN_HAS(     \
      ":any_3",                                                                               \
      ":word_3") "AND " AAN_HAS(":any_4",                                                     \
                                ":word_4") "AND " AAN_HAS(":any_5",                           \
                                                          ":word_5") "AND " AAN_HAS(":any_6", \
                                                                                    ":word_6")

namespace aan::store_sql {
namespace {

constexpr std::int64_t kPageMax = 100;

std::string_view visibility_of(const std::optional<ports::WorkState>& state) {
  if (!state) return "";
  return *state == ports::WorkState::hidden ? "hidden" : "listed";
}

}  // namespace

Result<ports::WorkPage> SqlSources::search_works(const ports::WorkSearch& search) const {
  return db_.attempt("store.search_works", [&]() -> Result<ports::WorkPage> {
    std::array<std::string, ports::kWorkWordsMax> word;
    for (std::size_t i = 0; i < std::min(search.words.size(), word.size()); ++i)
      word[i] = search.words[i];
    const std::string_view visibility = visibility_of(search.state);
    const std::string_view unpriced = search.state == ports::WorkState::unpriced ? "yes" : "";
    const std::string_view for_sale = search.state == ports::WorkState::for_sale ? "yes" : "";
    const std::string_view no_file = search.state == ports::WorkState::no_file ? "yes" : "";
    const std::string format = " " + search.format + " ";
    ports::WorkPage page;
    {
      Rows rows(db_, "SELECT COUNT(*) " AAN_WANTED "LIMIT 1",
                {visibility, visibility, unpriced, for_sale, no_file, search.format, format,
                 word[0], word[0], word[1], word[1], word[2], word[2], word[3], word[3], word[4],
                 word[4], word[5], word[5]});
      page.total = rows.only().number();
    }
    Rows rows(db_,
              "SELECT w.id " AAN_WANTED
              "ORDER BY w.created_at DESC, w.id DESC LIMIT :limit OFFSET :offset",
              {visibility,
               visibility,
               unpriced,
               for_sale,
               no_file,
               search.format,
               format,
               word[0],
               word[0],
               word[1],
               word[1],
               word[2],
               word[2],
               word[3],
               word[3],
               word[4],
               word[4],
               word[5],
               word[5],
               std::clamp<std::int64_t>(search.limit, 1, kPageMax),
               std::max<std::int64_t>(search.offset, 0)});
    while (rows.next()) page.works.push_back(rows.id<catalog::WorkId>());
    return page;
  });
}

}  // namespace aan::store_sql
