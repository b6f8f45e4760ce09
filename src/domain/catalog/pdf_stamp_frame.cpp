#include "domain/catalog/pdf_stamp_frame.hpp"

#include <algorithm>
#include <array>

#include "domain/catalog/stamp_frame.hpp"

namespace aan::catalog {
namespace {

constexpr std::uint64_t kWay = 1;  ///< raised when plans mean something else: old ones are none
constexpr std::size_t kNumbers = 14;
constexpr std::uint64_t kGenerationMax = 65'535;
constexpr std::uint64_t kNewObjects = 4;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "pdf_stamp_plan.parse", why);
}

Result<> check(const PdfStampPlan& plan) {
  if (plan.file_bytes > kPdfStampedBytesMax || plan.last_section >= plan.file_bytes)
    return malformed("offsets beyond the file");
  if (plan.next_object == 0 || plan.next_object + kNewObjects > kPdfObjectsMax + kNewObjects)
    return malformed("too many objects");
  const auto is_known = [&](const PdfObject& object) {
    return object.number > 0 && object.number < plan.next_object &&
           object.generation <= kGenerationMax;
  };
  if (!is_known(plan.root) || !is_known(plan.pages) || (plan.info && !is_known(*plan.info)))
    return malformed("an object that is not there");
  for (const std::uint64_t side : {plan.width, plan.height})
    if (side < kPdfPageSideMin || side > kPdfPageSideMax) return malformed("an odd page");
  if (plan.id && plan.id->size() > kPdfIdBytesMax) return malformed("an odd identifier");
  if (!plan.pages_text.starts_with("<<") || !plan.pages_text.ends_with(">>"))
    return malformed("no dictionary");
  return {};
}

}  // namespace

std::string encode_pdf_stamp_plan(const PdfStampPlan& plan) {
  FrameWriter out;
  const PdfObject info = plan.info.value_or(PdfObject{});
  const std::array<std::uint64_t, kNumbers> numbers = {
      kWay,
      plan.file_bytes,
      plan.last_section,
      plan.has_table ? 1U : 0U,
      plan.next_object,
      plan.root.number,
      plan.root.generation,
      info.number,
      info.generation,
      plan.pages.number,
      plan.pages.generation,
      plan.width,
      plan.height,
      plan.is_tagged ? 1U : 0U,
  };
  for (const std::uint64_t number : numbers) out.put_number(FieldTag::stamp_pdf_number, number);
  out.put(FieldTag::stamp_pdf_pages, plan.pages_text);
  if (plan.id) out.put(FieldTag::stamp_pdf_id, *plan.id);
  return std::move(out).finish();
}

Result<PdfStampPlan> parse_pdf_stamp_plan(const std::vector<FrameField>& fields) {
  PdfStampPlan plan;
  std::vector<std::uint64_t> numbers;
  for (const FrameField& field : fields) {
    if (field.tag == FieldTag::stamp_pdf_number)
      numbers.push_back(AAN_TRY(parse_frame_number(field.bytes)));
    else if (field.tag == FieldTag::stamp_pdf_pages)
      plan.pages_text = field.bytes;
    else if (field.tag == FieldTag::stamp_pdf_id)
      plan.id = std::string(field.bytes);
    else
      return malformed("an unknown field");
  }
  if (numbers.size() != kNumbers || numbers[0] != kWay) return malformed("another kind of plan");
  plan.file_bytes = numbers[1];
  plan.last_section = numbers[2];
  plan.has_table = numbers[3] != 0;
  plan.next_object = numbers[4];
  plan.root = {numbers[5], numbers[6]};
  if (numbers[7] != 0) plan.info = PdfObject{numbers[7], numbers[8]};
  plan.pages = {numbers[9], numbers[10]};
  plan.width = numbers[11];
  plan.height = numbers[12];
  plan.is_tagged = numbers[13] != 0;
  AAN_TRY(check(plan));
  return plan;
}

Result<PdfStampPlan> parse_pdf_stamp_plan(std::string_view frame) {
  if (frame.size() > kStampPlanBytesMax) return malformed("a plan larger than it may be");
  return parse_pdf_stamp_plan(AAN_TRY(parse_frame(frame, kStampFieldsMax)));
}

bool is_pdf_stamp_plan(const std::vector<FrameField>& fields) {
  return !fields.empty() && fields.front().tag == FieldTag::stamp_pdf_number;
}

}  // namespace aan::catalog
