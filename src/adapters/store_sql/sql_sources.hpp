#pragma once
#include "adapters/store_sql/engine/connection.hpp"
#include "ports/source_store.hpp"

namespace aan::store_sql {

/// Where works came from, and the catalogue as lists bring it, in SQL.
class SqlSources final : public ports::SourceStore {
 public:
  explicit SqlSources(Connection& connection) : db_(connection) {}

  // sql_sources.cpp
  Result<std::optional<ports::WorkSource>> find_source(std::string_view source,
                                                       std::string_view key) const override;
  Result<std::vector<ports::WorkSource>> names_in_lists(const catalog::WorkId& id) const override;
  Result<std::vector<catalog::WorkId>> works_matching(std::string_view match_key) const override;
  Result<std::vector<catalog::WorkId>> works_of_isbn(std::string_view isbn13) const override;
  Result<std::vector<catalog::WorkId>> unmatched(std::int64_t limit) const override;
  Result<std::optional<ports::WorkMerge>> find_merge(const catalog::WorkId& id) const override;
  Result<std::vector<ports::WorkMerge>> merged_into(const catalog::WorkId& id) const override;
  Result<std::vector<std::string>> edited_fields(const catalog::WorkId& id) const override;
  Result<std::optional<ports::SubjectCode>> find_subject_code(std::string_view slug) const override;
  Result<std::vector<ports::ListRun>> newest_list_runs(std::int64_t limit) const override;
  Result<std::optional<ports::ListRun>> find_list_run(std::string_view id) const override;
  Result<std::vector<ports::ListFinding>> list_findings(std::string_view run) const override;
  Result<std::optional<std::string>> moved_name(ports::ShelfKind kind,
                                                std::string_view slug) const override;
  Result<std::vector<catalog::WorkId>> works_after(const catalog::WorkId& after,
                                                   std::int64_t limit) const override;
  Result<std::vector<catalog::EditionId>> editions_after(const catalog::EditionId& after,
                                                         std::int64_t limit) const override;
  Result<std::vector<catalog::OfferId>> offers_after(const catalog::OfferId& after,
                                                     std::int64_t limit) const override;
  Result<> put_source(const ports::WorkSource& source) override;
  Result<> put_match_key(const catalog::WorkId& id, std::string_view match_key) override;
  Result<> put_merge(const ports::WorkMerge& merge) override;
  Result<> put_edited_fields(const catalog::WorkId& id, const std::vector<std::string>& fields,
                             Timestamp at) override;
  Result<> remove_merge(const catalog::WorkId& id) override;
  Result<> put_list_run(const ports::ListRun& run) override;
  Result<> add_list_findings(std::string_view run, std::int64_t before,
                             const std::vector<ports::ListFinding>& findings) override;
  Result<> put_subject_code(const catalog::Subject& subject,
                            const ports::SubjectCode& code) override;

  // sql_works_search.cpp
  Result<ports::WorkPage> search_works(const ports::WorkSearch& search) const override;

  // sql_bulk.cpp
  Result<std::vector<std::string>> add_books(const std::vector<ports::NewBook>& books) override;
  Result<> change_book(const catalog::Work& work, const catalog::Edition& edition,
                       std::string_view match_key) override;
  Result<> sort_person(std::string_view name, std::string_view sort_name) override;

  // sql_take_out.cpp
  Result<> take_out_file(const catalog::FileId& id, Timestamp at) override;

 private:
  Connection& db_;
};

}  // namespace aan::store_sql
