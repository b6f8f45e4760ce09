#include "api/list_codec.hpp"

namespace aan::api {
namespace {

void write_row(JsonWriter& out, const service::RowReport& row) {
  out.begin_object().field("line", static_cast<std::int64_t>(row.line));
  out.field("verdict", service::name_of(row.verdict)).field("title", row.title);
  out.field("slug", row.slug).field("work_id", row.work_id).field("offer_id", row.offer_id);
  out.field("notes", row.notes).field("next_step", row.next_step);
  out.key("changes").begin_array();
  for (const service::FieldChange& one : row.changes)
    out.begin_object()
        .field("field", one.field)
        .field("before", one.before)
        .field("after", one.after)
        .end_object();
  out.end_array().end_object();
}

}  // namespace

void write_list(JsonWriter& out, const service::ListStep& step) {
  const service::RowCounts& counts = step.counts;
  out.field("run", step.run).field("source", step.supplier);
  out.field("format", catalog::name_of(step.format));
  out.field("rows", static_cast<std::int64_t>(step.rows));
  out.field("new", counts.added + counts.merged).field("merged", counts.merged);
  out.field("matched", counts.matched).field("changed", counts.changed);
  out.field("as_before", counts.as_before).field("withdrawn", counts.withdrawn);
  out.field("refused", counts.refused).field("price_not_set", counts.price_not_set);
  out.field("prices_left_out", counts.prices_left_out);
  out.key("reports").begin_array();
  for (const service::RowReport& row : step.reports) write_row(out, row);
  out.end_array();
}

}  // namespace aan::api
