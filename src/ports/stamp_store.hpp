#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "domain/catalog/work.hpp"

namespace aan::ports {

/// A publisher as the editions of the shop name it; "" stands for those that name none.
struct PublisherLine {
  std::string publisher;
  std::int64_t editions = 0;
  std::optional<Timestamp> stamped_since;  ///< nothing: copies leave as the publisher made them
  std::int64_t left_out = 0;  ///< current files that cannot be stamped, as far as known
};
struct PublisherPage {
  std::vector<PublisherLine> publishers;  ///< by name
  std::int64_t total = 0;                 ///< of all pages
};

/// How one file takes a stamp, as it was found out once. Derived: what is lost is made again.
struct KeptStampPlan {
  std::string outcome;  ///< `catalog::kStampReady`, `kStampNoWorker`, or why it takes no stamp
  std::string plan;     ///< frame of a `catalog::StampPlan`; empty unless ready
};

/// A file of a stamped publisher that is delivered as it is.
struct UnstampedFile {
  catalog::FileId file;
  std::string slug;   ///< of its work
  std::string title;  ///< of its work
  std::string publisher;
  std::string why;  ///< outcome
};

/// Whose books are stamped. Errors: unavailable, corrupt, internal.
class StampStore {
 public:
  virtual ~StampStore() = default;
  /// `limit`: 1 to 100.
  virtual Result<PublisherPage> publishers(std::int64_t offset, std::int64_t limit) const = 0;
  /// Since when copies of this publisher's books are stamped.
  virtual Result<std::optional<Timestamp>> stamped_since(std::string_view publisher) const = 0;
  /// How many editions name this publisher.
  virtual Result<std::int64_t> editions_of(std::string_view publisher) const = 0;
  /// Outcome of a plan, without the plan.
  virtual Result<std::optional<std::string>> outcome_of(const catalog::FileId& file) const = 0;
  virtual Result<std::optional<KeptStampPlan>> find_plan(const catalog::FileId& file) const = 0;
  /// Whole files of stamped publishers of which nobody knows yet how they take a stamp, those that
  /// no worker could look at among them.
  virtual Result<std::vector<catalog::EditionFile>> unplanned(std::int64_t limit) const = 0;
  /// Current files of stamped publishers that cannot be stamped, by title, at most `limit`.
  virtual Result<std::vector<UnstampedFile>> left_out(std::int64_t limit) const = 0;

  /// From `since` on, or no more; raises the generation of the catalogue. One that is stamped
  /// already keeps its moment. Says whether that changed anything.
  virtual Result<bool> set_stamped(std::string_view publisher,
                                   const std::optional<Timestamp>& since) = 0;
  /// Raises the generation when pages change by it: no plan counts as one that is ready.
  virtual Result<> put_plan(const catalog::FileId& file, const KeptStampPlan& plan,
                            Timestamp now) = 0;
};

}  // namespace aan::ports
