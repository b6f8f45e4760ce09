#pragma once
#include <string>
#include <variant>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/pdf_stamp.hpp"
#include "domain/catalog/stamp.hpp"

namespace aan::ports {

/// How an EPUB or a PDF takes a stamp, or why it does not (one of `catalog::kUnstampable`).
using StampPlanOrWhy = std::variant<catalog::StampPlan, catalog::PdfStampPlan, std::string>;

/// Looks at book files for what a stamp needs. Everything hostile happens inside, as with
/// `BookReader`. Thread-safe.
class BookStamper {
 public:
  virtual ~BookStamper() = default;
  /// `file_fd` is read from its beginning. Errors: invalid (it is no book), too_large, timeout,
  /// unavailable (the worker could not run).
  virtual Result<StampPlanOrWhy> plan(int file_fd) = 0;
  /// The stamps that a copy bears; none is no error. Errors: as above.
  virtual Result<std::vector<catalog::Stamp>> read_stamps(int file_fd) = 0;
};

}  // namespace aan::ports
