#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/stamp_store.hpp"

namespace aan::store_sql {

/// Whose books are stamped, and how files take it, in SQL.
class SqlStamps final : public ports::StampStore {
 public:
  explicit SqlStamps(Connection& connection) : db_(connection) {}
  Result<ports::PublisherPage> publishers(std::int64_t offset, std::int64_t limit) const override;
  Result<std::optional<Timestamp>> stamped_since(std::string_view publisher) const override;
  Result<std::int64_t> editions_of(std::string_view publisher) const override;
  Result<std::optional<std::string>> outcome_of(const catalog::FileId& file) const override;
  Result<std::optional<ports::KeptStampPlan>> find_plan(const catalog::FileId& file) const override;
  Result<std::vector<catalog::EditionFile>> unplanned(std::int64_t limit) const override;
  Result<std::vector<ports::UnstampedFile>> left_out(std::int64_t limit) const override;
  Result<bool> set_stamped(std::string_view publisher,
                           const std::optional<Timestamp>& since) override;
  Result<> put_plan(const catalog::FileId& file, const ports::KeptStampPlan& plan,
                    Timestamp now) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
