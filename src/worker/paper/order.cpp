#include "worker/paper/order.hpp"

#include "base/text.hpp"

namespace aan::worker::paper {
namespace {

using catalog::FieldTag;

constexpr std::size_t kFieldsMax = 800;
constexpr char kColumnMark = '\x1f';

std::unexpected<Error> no_paper(const char* why) {
  return refuse(Errc::invalid, "paper.order", why);
}

Row row_of(std::string_view bytes) {
  const auto parts = split(bytes, kColumnMark);
  Row row;
  row.text = parts[0];
  if (parts.size() > 1) row.detail = parts[1];
  if (parts.size() > 2) row.amount = parts[2];
  return row;
}

void take(Order& order, const catalog::FrameField& field) {
  const std::string text(field.bytes);
  switch (field.tag) {
    case FieldTag::language: order.language = text; break;
    case FieldTag::paper_title: order.title = text; break;
    case FieldTag::paper_from: order.from.push_back(text); break;
    case FieldTag::paper_to: order.to.push_back(text); break;
    case FieldTag::paper_to_head: order.to_head = text; break;
    case FieldTag::paper_fact: order.facts.push_back(row_of(text)); break;
    case FieldTag::paper_head: order.head = row_of(text); break;
    case FieldTag::paper_row: order.rows.push_back(row_of(text)); break;
    case FieldTag::paper_sum: order.sums.push_back(row_of(text)); break;
    case FieldTag::paper_note: order.notes.push_back(text); break;
    case FieldTag::paper_mark: order.mark = row_of(text); break;
    case FieldTag::paper_foot: order.foot = text; break;
    case FieldTag::paper_page: order.page = text; break;
    case FieldTag::paper_date: order.made_at = text; break;
    default: break;
  }
}

}  // namespace

Result<Order> parse_order(std::string_view frame) {
  Order order;
  for (const catalog::FrameField& field : AAN_TRY(catalog::parse_frame(frame, kFieldsMax))) {
    if (field.bytes.size() > kTextBytesMax || !is_utf8(field.bytes))
      return no_paper("A text of the paper is too long, or no text.");
    take(order, field);
  }
  for (const std::size_t count : {order.from.size(), order.to.size(), order.facts.size(),
                                  order.rows.size(), order.sums.size(), order.notes.size()})
    if (count > kPartsMax) return no_paper("The paper has too many lines.");
  if (order.title.empty() || order.rows.empty()) return no_paper("The paper says nothing.");
  return order;
}

}  // namespace aan::worker::paper
