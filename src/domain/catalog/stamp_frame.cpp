#include "domain/catalog/stamp_frame.hpp"

namespace aan::catalog {
namespace {

constexpr std::string_view kCentralHeader("PK\x01\x02", 4);
constexpr std::size_t kCentralHeaderBytes = 46;
constexpr std::size_t kLocalHeaderBytes = 30;
constexpr std::uint64_t kEntriesMax = 65'000;
constexpr std::size_t kNameBytesMax = 1024;
constexpr std::size_t kCommentBytesMax = 65'535;
constexpr std::size_t kRanges = 4;
constexpr std::size_t kPackageParts = 3;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "stamp_plan.parse", why);
}

std::uint64_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint64_t out = 0;
  for (std::size_t i = size; i > 0; --i)
    out = out << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
  return out;
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kNameBytesMax && !name.contains('\0');
}

Result<> check_directory(const StampPlan& plan, std::uint64_t kept) {
  std::string_view rest = plan.directory;
  for (std::uint64_t i = 0; i < plan.entries; ++i) {
    if (rest.size() < kCentralHeaderBytes || !rest.starts_with(kCentralHeader))
      return malformed("a directory of something else");
    const std::uint64_t size =
        kCentralHeaderBytes + number(rest, 28, 2) + number(rest, 30, 2) + number(rest, 32, 2);
    if (number(rest, 42, 4) + kLocalHeaderBytes > kept)
      return malformed("an entry beyond what is kept");
    if (size > rest.size()) return malformed("a directory that ends early");
    rest.remove_prefix(size);
  }
  if (!rest.empty()) return malformed("more directory than entries");
  return {};
}

Result<> check(const StampPlan& plan) {
  if (plan.head_bytes > plan.tail_from || plan.tail_from > plan.tail_until ||
      plan.tail_until > plan.file_bytes || plan.file_bytes > kStampedBytesMax)
    return malformed("ranges that are none");
  if (plan.entries > kEntriesMax) return malformed("too many entries");
  if (plan.comment.size() > kCommentBytesMax) return malformed("too long a comment");
  if (!is_name(plan.package_name) || !is_name(plan.page_name)) return malformed("a bad name");
  if (plan.package_text.size() != kPackageParts) return malformed("not three parts");
  return check_directory(plan, plan.head_bytes + (plan.tail_until - plan.tail_from));
}

Result<> take(StampPlan& plan, const FrameField& field, std::vector<std::uint64_t>& ranges) {
  switch (field.tag) {
    case FieldTag::stamp_ranges:
      ranges.push_back(AAN_TRY(parse_frame_number(field.bytes)));
      return {};
    case FieldTag::stamp_directory: plan.directory = field.bytes; return {};
    case FieldTag::stamp_entries:
      plan.entries = AAN_TRY(parse_frame_number(field.bytes));
      return {};
    case FieldTag::stamp_comment: plan.comment = field.bytes; return {};
    case FieldTag::stamp_package_name: plan.package_name = field.bytes; return {};
    case FieldTag::stamp_package_text: plan.package_text.emplace_back(field.bytes); return {};
    case FieldTag::stamp_page_name: plan.page_name = field.bytes; return {};
    case FieldTag::stamp_is_epub2: plan.is_epub2 = true; return {};
    case FieldTag::stamp_has_utf8_names: plan.has_utf8_names = true; return {};
    default: return malformed("an unknown field");
  }
}

}  // namespace

std::string encode_stamp_plan(const StampPlan& plan) {
  FrameWriter out;
  for (const std::uint64_t range :
       {plan.head_bytes, plan.tail_from, plan.tail_until, plan.file_bytes})
    out.put_number(FieldTag::stamp_ranges, range);
  out.put(FieldTag::stamp_directory, plan.directory);
  out.put_number(FieldTag::stamp_entries, plan.entries);
  out.put_some(FieldTag::stamp_comment, plan.comment);
  out.put(FieldTag::stamp_package_name, plan.package_name);
  for (const std::string& part : plan.package_text) out.put(FieldTag::stamp_package_text, part);
  out.put(FieldTag::stamp_page_name, plan.page_name);
  if (plan.is_epub2) out.put_number(FieldTag::stamp_is_epub2, 1);
  if (plan.has_utf8_names) out.put_number(FieldTag::stamp_has_utf8_names, 1);
  return std::move(out).finish();
}

Result<StampPlan> parse_stamp_plan(const std::vector<FrameField>& fields) {
  StampPlan plan;
  std::vector<std::uint64_t> ranges;
  for (const FrameField& field : fields) AAN_TRY(take(plan, field, ranges));
  if (ranges.size() != kRanges) return malformed("not four ranges");
  plan.head_bytes = ranges[0];
  plan.tail_from = ranges[1];
  plan.tail_until = ranges[2];
  plan.file_bytes = ranges[3];
  AAN_TRY(check(plan));
  return plan;
}

Result<StampPlan> parse_stamp_plan(std::string_view frame) {
  if (frame.size() > kStampPlanBytesMax) return malformed("a plan larger than it may be");
  return parse_stamp_plan(AAN_TRY(parse_frame(frame, kStampFieldsMax)));
}

}  // namespace aan::catalog
