#include "service/books/export_catalogue.hpp"

#include "base/whole_number.hpp"
#include "service/books/export_books.hpp"
#include "service/books/list_books.hpp"
#include "service/delivery/stamps.hpp"

namespace aan::service {
namespace {

constexpr Duration kStep = Duration::seconds(1);
constexpr std::int64_t kBooksAPage = 250;
constexpr std::size_t kTextBytesMax = std::size_t{6} << 20;  // of one step; an answer has 16 MB

// "": all that stand for themselves by rising id; "~": those that others stand for, the ones that
// most others lead to first.
struct Place {
  bool is_merged = false;
  std::string after;
};

Place parse_place(const std::string& text) {
  if (text.starts_with('~')) return {true, text.substr(1)};
  return {false, text};
}

struct Page {
  std::vector<catalog::WorkId> works;
  std::optional<std::string> next;
};

Result<int> depth_of(const ports::SourceStore& sources, catalog::WorkId id) {
  int depth = 0;
  for (; depth < ports::kMergeDepthMax; ++depth) {
    const auto merge = AAN_TRY(sources.find_merge(id));
    if (!merge) break;
    id = merge->into;
  }
  return depth;
}

// "~<depth>:<id>".
Result<Page> page_of(const ports::SourceStore& sources, const Place& place) {
  Page page;
  int depth = 0;
  std::string after = place.after;
  if (place.is_merged) {
    const std::size_t colon = after.find(':');
    depth = static_cast<int>(
        parse_whole_number(after.substr(0, colon)).value_or(ports::kMergeDepthMax + 1));
    after = colon == std::string::npos ? "" : after.substr(colon + 1);
  }
  const auto ids = AAN_TRY(sources.works_after({after}, kBooksAPage));
  for (const catalog::WorkId& id : ids)
    if (AAN_TRY(depth_of(sources, id)) == depth) page.works.push_back(id);
  const auto named = [](int of, const std::string& id) {
    return of == 0 ? id : "~" + std::to_string(of) + ":" + id;
  };
  if (std::ssize(ids) == kBooksAPage)
    page.next = named(depth, ids.back().value);
  else if (depth < ports::kMergeDepthMax)
    page.next = named(depth + 1, "");
  return page;
}

// What other programs read as a list: a line or a product for each listed book.
class RowForm : public CatalogueForm {
 public:
  Result<std::string> book(const ports::Snapshot& at, const catalog::BookDetail& book,
                           bool /*is_first*/) const override {
    if (book.work.visibility != catalog::Visibility::listed) return std::string();
    return row(at, book, AAN_TRY(row_of(at, book)));
  }

 private:
  [[nodiscard]] virtual Result<std::string> row(const ports::Snapshot& at,
                                                const catalog::BookDetail& book,
                                                const catalog::ListRow& row) const = 0;
};

class CsvForm final : public RowForm {
  [[nodiscard]] std::string head() const override { return csv_head(); }
  [[nodiscard]] Result<std::string> row(const ports::Snapshot& /*at*/,
                                        const catalog::BookDetail& /*book*/,
                                        const catalog::ListRow& row) const override {
    return csv_line(row);
  }
  [[nodiscard]] Result<std::string> tail() const override { return std::string(); }
};

class OnixForm final : public RowForm {
 public:
  OnixForm(const std::string& sender, Timestamp now) : head_(onix_head(sender, now)), now_(now) {}
  [[nodiscard]] std::string head() const override { return head_; }
  [[nodiscard]] Result<std::string> row(const ports::Snapshot& at, const catalog::BookDetail& book,
                                        const catalog::ListRow& row) const override {
    OnixSale sale = sale_of(book);
    sale.is_stamped = AAN_TRY(is_stamped_when_sold(at, book.edition, book.files));
    return onix_product(row, sale);
  }
  [[nodiscard]] Result<std::string> tail() const override { return onix_tail(); }

 private:
  // By the clock, as a quote goes; a price in any currency is one.
  [[nodiscard]] OnixSale sale_of(const catalog::BookDetail& book) const {
    catalog::Offer offer = book.offer;
    offer.sale_state = catalog::sale_state_of(offer.rules, now_);
    if (!offer.price && !offer.others.empty()) offer.price = offer.others.front().price;
    return {catalog::availability_of(book.work, offer, book.files), offer.sale_state, false};
  }

  std::string head_;
  Timestamp now_;
};

}  // namespace

std::unique_ptr<CatalogueForm> csv_form() { return std::make_unique<CsvForm>(); }

std::unique_ptr<CatalogueForm> onix_form(const std::string& sender, Timestamp now) {
  return std::make_unique<OnixForm>(sender, now);
}

Result<CatalogueStep> export_step(const Room& room, const CatalogueForm& form,
                                  const std::string& after) {
  CatalogueStep step;
  step.next = after;
  if (after.empty()) step.text = form.head();
  bool is_first = after.empty();
  const Duration end = room.clock.mono() + kStep;
  while (step.next && step.text.size() < kTextBytesMax && room.clock.mono() < end) {
    AAN_TRY(room.store.read([&](const ports::Snapshot& at) -> Result<> {
      const Page page = AAN_TRY(page_of(ports::sources_of(at), parse_place(*step.next)));
      for (const catalog::WorkId& id : page.works) {
        const auto book = AAN_TRY(at.catalog().find_work(id));
        if (!book) continue;
        const std::string text = AAN_TRY(form.book(at, *book, is_first));
        if (!text.empty()) ++step.books;
        step.text += text;
        is_first = false;
        step.files.insert(step.files.end(), book->files.begin(), book->files.end());
        if (const auto cover = AAN_TRY(form.cover(at, *book))) step.covers.push_back(*cover);
      }
      step.next = page.next;
      return {};
    }));
  }
  if (!step.next) step.text += AAN_TRY(form.tail());
  return step;
}

}  // namespace aan::service
