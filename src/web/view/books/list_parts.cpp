#include "web/view/books/list_parts.hpp"

#include <utility>

#include "web/view/books/book_block.hpp"
#include "web/view/books/shown_names.hpp"
#include "web/view/pager.hpp"

namespace aan::web {

std::string label_of(const Locale& locale, const FacetChoice& choice) {
  return choice.label.empty() ? locale.language(choice.value)
                              : shortened(subject_name(locale, choice.label));
}

std::string books_in(const Locale& locale, const std::string& language) {
  const std::string name = locale.language(language);
  if (language == "und" || language == "mul") return name;
  if (name == language) return locale.text("heading_language_code", {{"code", language}});
  return locale.text("heading_language", {{"language", name}});
}

FacetChoice chosen_subject(const BookFilter& filter, const std::string& name) {
  return {filter.subject, name.empty() ? filter.subject : name, 0};
}

std::string price_label(const Locale& locale, catalog::PriceBand band, const Asset& currency) {
  using catalog::PriceBand;
  const auto from = [&](PriceBand one) { return catalog::band_begin(one, currency); };
  const auto before = [&](PriceBand one) { return Money{from(one).amount - 1, currency}; };
  const auto between = [&](PriceBand begin, PriceBand end) {
    return locale.text("price_between",
                       {{"from", locale.money(from(begin))}, {"to", locale.money(before(end))}});
  };
  switch (band) {
    case PriceBand::free: return locale.text("price_free");
    case PriceBand::low:
      return locale.text("price_under", {{"price", locale.money(from(PriceBand::middle))}});
    case PriceBand::middle: return between(PriceBand::middle, PriceBand::high);
    case PriceBand::high: return between(PriceBand::high, PriceBand::top);
    case PriceBand::top:
      return locale.text("price_and_more", {{"price", locale.money(from(PriceBand::top))}});
  }
  return {};
}

void fill_chosen(Block& block, const BookFilter& filter, const FilterNames& names,
                 const Asset& currency, const PathMaker& path) {
  const Locale& locale = block.locale();
  std::vector<std::pair<std::string, BookFilter>> chosen;
  const auto without = [&](std::string label, auto&& change) {
    BookFilter wider = filter;
    change(wider);
    chosen.emplace_back(std::move(label), wider);
  };
  const auto by_name = [&](const std::string& value, const std::string& name,
                           std::string BookFilter::* field) {
    if (!value.empty())
      without(name.empty() ? value : name, [field](BookFilter& f) { (f.*field).clear(); });
  };
  by_name(filter.subject, label_of(locale, chosen_subject(filter, names.subject)),
          &BookFilter::subject);
  by_name(filter.language, locale.language(filter.language), &BookFilter::language);
  by_name(filter.author, names.author, &BookFilter::author);
  by_name(filter.series, names.series, &BookFilter::series);
  by_name(filter.publisher, "", &BookFilter::publisher);
  by_name(filter.format, format_name(locale, filter.format), &BookFilter::format);
  if (filter.price)
    without(price_label(locale, *filter.price, currency), [](BookFilter& f) { f.price.reset(); });
  if (filter.only_free)
    without(locale.text("chosen_free"), [](BookFilter& f) { f.only_free = false; });
  if (chosen.empty()) return;
  Block list = block.add("CHOSEN_LIST");
  for (const auto& [label, wider] : chosen)
    list.add("CHOSEN_ONE").set("LABEL", label).set("PATH", path(wider, 1));
}

void fill_pager(Block& main, std::int64_t page, std::int64_t pages, const BookFilter& filter,
                const PathMaker& path) {
  fill_pager(main, page, pages, [&](std::int64_t number) { return path(filter, number); });
}

}  // namespace aan::web
