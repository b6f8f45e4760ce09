#include "web/browsing/suggestions_json.hpp"

#include <boost/json.hpp>

#include "base/text.hpp"
#include "web/view/books/book_block.hpp"
#include "web/view/books/list_filter.hpp"
#include "web/view/books/shown_names.hpp"

namespace aan::web {
namespace {

namespace json = boost::json;

void add(json::array& items, std::string_view kind, const std::string& name,
         const std::string& path, const std::string& detail, std::string_view language = {}) {
  items.push_back(json::object{{"kind", kind},
                               {"name", name},
                               {"path", path},
                               {"detail", detail},
                               {"lang", language == "und" ? std::string_view() : language}});
}

void add_names(json::array& items, const std::vector<service::NamedFacet>& names,
               const Locale& locale, const std::string& key, std::string BookFilter::* field) {
  for (const service::NamedFacet& one : names) {
    BookFilter filter;
    filter.*field = one.slug;
    add(items, "shelf", subject_name(locale, one.name), books_path(filter),
        locale.plural(key, one.count));
  }
}

}  // namespace

std::string suggestions_json(std::string_view typed, const service::Suggestions& suggestions,
                             const Locale& locale) {
  json::array items;
  add_names(items, suggestions.shelves.authors, locale, "suggest_author", &BookFilter::author);
  for (const catalog::BookSummary& book : suggestions.books)
    add(items, "book", book.title, book_path(book.slug),
        book.authors.empty()
            ? std::string()
            : locale.text("by_names", {{"names", shown_names(locale, book.authors)}}),
        book.language);
  for (const service::NamedFacet& one : suggestions.shelves.series)
    add(items, "shelf", one.name, books_path({.series = one.slug}), locale.text("suggest_series"));
  add_names(items, suggestions.shelves.subjects, locale, "suggest_subject", &BookFilter::subject);
  std::string status;
  if (!items.empty()) {
    const std::string words =
        suggestions.corrected.empty() ? std::string(trim(typed)) : suggestions.corrected;
    add(items, "all", locale.text("suggest_all", {{"query", words}}), search_path(words, {}), "");
    status = suggestions.corrected.empty()
                 ? locale.plural("suggest_count", static_cast<std::int64_t>(items.size()))
                 : locale.text("search_corrected", {{"query", std::string(trim(typed))},
                                                    {"corrected", suggestions.corrected}});
  }
  return json::serialize(json::object{{"status", status}, {"items", std::move(items)}});
}

}  // namespace aan::web
