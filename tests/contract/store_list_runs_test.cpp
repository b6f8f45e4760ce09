#include "ports/source_store.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "tests/contract/store_contract.hpp"

// How far lists came, and what they did row by row.
namespace aan::contract {
namespace {

class StoreListRuns : public StoreContract {};

AAN_ON_BOTH_ENGINES(StoreListRuns);

TEST_P(StoreListRuns, HowFarListsCameIsKeptForTheNewestHundred) {
  ports::ListRun run;
  run.file_name = "books.csv";
  run.by = "ada";
  for (std::int64_t i = 0; i <= ports::kListRunsMax; ++i) {
    run.id = ids.next();
    run.begun_at = run.told_at = clock.wall() + Duration::seconds(i);
    write([&](ports::UnitOfWork& u) { return ports::sources_of(u).put_list_run(run); });
  }
  run.format = "csv";
  run.rows = 12;
  run.done = 5;
  run.words = "5 new";
  run.told_at = run.begun_at + Duration::seconds(9);
  write([&](ports::UnitOfWork& u) { return ports::sources_of(u).put_list_run(run); });
  const auto runs =
      read([](const ports::Snapshot& s) { return ports::sources_of(s).newest_list_runs(1000); });
  ASSERT_EQ(std::ssize(runs), ports::kListRunsMax);
  EXPECT_EQ(runs.front().id, run.id);
  EXPECT_EQ(runs.front().by, "ada");
  EXPECT_EQ(runs.front().done, 5);
  EXPECT_EQ(runs.front().words, "5 new");
  EXPECT_EQ(runs.front().told_at, run.told_at);
  EXPECT_EQ(runs.back().begun_at, clock.wall() + Duration::seconds(1)) << "the oldest is forgotten";
}

TEST_P(StoreListRuns, RemarksOnAWholeListHavePlacesBesideThoseOnItsRows) {
  ports::ListRun run;
  run.id = ids.next();
  run.begun_at = run.told_at = clock.wall();
  ports::ListFinding on_row;
  on_row.kind = ports::FindingKind::remark;
  on_row.line = 1401;
  ports::ListFinding on_whole = on_row;
  on_whole.line = 0;
  write([&](ports::UnitOfWork& u) -> Result<> {
    ports::SourceStore& sources = ports::sources_of(u);
    AAN_TRY(sources.put_list_run(run));
    AAN_TRY(sources.add_list_findings(run.id, ports::kListFindingsMax - 2, std::vector(3, on_row)));
    return sources.add_list_findings(run.id, 0, std::vector(101, on_whole));
  });
  const auto all =
      read([&](const ports::Snapshot& s) { return ports::sources_of(s).list_findings(run.id); });
  ASSERT_EQ(all.size(), 102U);
  EXPECT_EQ(all[1].line, 1401);
  EXPECT_EQ(all[2].line, 0) << "behind the rows, however many they are";
}

TEST_P(StoreListRuns, WhatAListDidIsKeptRowByRowAsLongAsItsRun) {
  ports::ListRun run;
  run.file_name = "books.csv";
  run.by = "ada";
  run.supplier = "acme";
  run.id = ids.next();
  run.begun_at = run.told_at = clock.wall();
  const auto put = [&](std::int64_t before, const std::vector<ports::ListFinding>& findings) {
    write([&](ports::UnitOfWork& u) -> Result<> {
      AAN_TRY(ports::sources_of(u).put_list_run(run));
      return ports::sources_of(u).add_list_findings(run.id, before, findings);
    });
  };
  const auto kept = [&](const std::string& id) {
    return read([&](const ports::Snapshot& s) { return ports::sources_of(s).list_findings(id); });
  };
  ports::ListFinding refused;
  refused.kind = ports::FindingKind::refused;
  refused.line = 3;
  refused.why = "It has no title.";
  refused.next_step = "Give it one.";
  run.refused = ports::kListFindingsMax + 1;
  put(0, {refused});
  put(ports::kListFindingsMax - 1, {refused, refused});
  ports::ListFinding changed;
  changed.line = 2;
  changed.title = "Walden";
  changed.slug = "walden";
  changed.field = "price";
  changed.before = "4.99 USD";
  changed.after = "5.99 USD";
  run.values_changed = 1;
  put(0, {changed});
  ports::ListFinding remark;
  remark.kind = ports::FindingKind::remark;
  remark.why = "Columns that were not used: shelf.";
  run.remarks = 1;
  run.price_not_set = 7;
  put(0, {remark});
  const auto all = kept(run.id);
  ASSERT_EQ(all.size(), 4U) << "those beyond the limit are counted alone";
  EXPECT_EQ(all[0].slug, "walden");
  EXPECT_EQ(all[0].before + all[0].field + all[0].after, "4.99 USDprice5.99 USD");
  EXPECT_EQ(all[0].kind, ports::FindingKind::changed);
  EXPECT_EQ(all[1].kind, ports::FindingKind::remark);
  EXPECT_EQ(all[1].why, remark.why);
  EXPECT_EQ(all[2].kind, ports::FindingKind::refused);
  EXPECT_EQ(all[2].line, 3);
  EXPECT_EQ(all[2].why + all[2].next_step, "It has no title.Give it one.");
  const auto found =
      read([&](const ports::Snapshot& s) { return ports::sources_of(s).find_list_run(run.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->supplier, "acme");
  EXPECT_EQ(found->refused, ports::kListFindingsMax + 1);
  EXPECT_EQ(found->values_changed, 1);
  EXPECT_EQ(found->remarks, 1);
  EXPECT_EQ(found->price_not_set, 7);
  const std::string first = run.id;
  for (std::int64_t i = 1; i <= ports::kListRunsMax; ++i) {
    run.id = ids.next();
    run.begun_at = clock.wall() + Duration::seconds(i);
    put(0, {});
  }
  EXPECT_TRUE(kept(first).empty());
}

}  // namespace
}  // namespace aan::contract
