#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "service/room.hpp"

namespace aan::service {

/// A form in which the whole catalogue leaves the shop: text before the books, for each of them,
/// and behind them.
class CatalogueForm {
 public:
  virtual ~CatalogueForm() = default;
  [[nodiscard]] virtual std::string head() const = 0;
  /// Empty: this form has no place for the book. `is_first`: no book stands before it.
  [[nodiscard]] virtual Result<std::string> book(const ports::Snapshot& at,
                                                 const catalog::BookDetail& book,
                                                 bool is_first) const = 0;
  /// A picture that goes with it beside the text; nothing: there is none, or no place for it.
  [[nodiscard]] virtual Result<std::optional<crypto::Cid>> cover(
      const ports::Snapshot& /*at*/, const catalog::BookDetail& /*book*/) const {
    return std::optional<crypto::Cid>();
  }
  [[nodiscard]] virtual Result<std::string> tail() const = 0;
};

/// Listed books as CSV and as ONIX (`export_books`). `sender`: the shop's name.
std::unique_ptr<CatalogueForm> csv_form();
std::unique_ptr<CatalogueForm> onix_form(const std::string& sender, Timestamp now);

/// A part of it.
struct CatalogueStep {
  std::string text;
  std::int64_t books = 0;                   ///< in `text`
  std::vector<catalog::EditionFile> files;  ///< of the books that were looked at
  std::vector<crypto::Cid> covers;          ///< of those, as the form has them
  std::optional<std::string> next;          ///< what the next step comes after; nothing: the last
};

/// All works: those that stand for themselves by rising id, then those that others stand for, the
/// ones that most others lead to first, so that whoever reads them in order knows each before it is
/// named. A step ends after about a second or 6 MB. `after`: empty to begin. Errors: of the store.
Result<CatalogueStep> export_step(const Room& room, const CatalogueForm& form,
                                  const std::string& after);

}  // namespace aan::service
