#include "adapters/book_worker/worker_book_stamper.hpp"

#include "adapters/book_worker/answer.hpp"
#include "domain/catalog/book_record_frame.hpp"
#include "domain/catalog/pdf_stamp_frame.hpp"
#include "domain/catalog/stamp_frame.hpp"

namespace aan::book_worker {
namespace {

using catalog::FieldTag;

constexpr std::size_t kStampsMax = 8;
constexpr std::size_t kStampBytesMax = 200;

std::unexpected<Error> malformed(const char* why) {
  return fail(Errc::upstream_malformed, "worker.answer", why);
}

Result<ports::StampPlanOrWhy> parse_plan_unconverted(std::string_view answer) {
  if (answer.size() > catalog::kStampPlanBytesMax) return malformed("too large a plan");
  const auto fields = AAN_TRY(parse_answer(answer));
  if (fields.size() == 1 && fields.front().tag == FieldTag::stamp_refusal) {
    if (!catalog::is_unstampable_reason(fields.front().bytes)) return malformed("an unknown why");
    return std::string(fields.front().bytes);
  }
  if (catalog::is_pdf_stamp_plan(fields)) return AAN_TRY(catalog::parse_pdf_stamp_plan(fields));
  return AAN_TRY(catalog::parse_stamp_plan(fields));
}

Result<std::vector<catalog::Stamp>> parse_stamps_unconverted(std::string_view answer) {
  std::vector<catalog::Stamp> stamps;
  for (const catalog::FrameField& field : AAN_TRY(parse_answer(answer))) {
    if (!catalog::is_clean_line(field.bytes, kStampBytesMax)) return malformed("unclean text");
    if (field.tag == FieldTag::stamp_order && stamps.size() < kStampsMax)
      stamps.emplace_back().order = field.bytes;
    else if (field.tag == FieldTag::stamp_shop && !stamps.empty())
      stamps.back().shop = field.bytes;
    else
      return malformed("an unknown field");
  }
  return stamps;
}

}  // namespace

Result<ports::StampPlanOrWhy> parse_stamp_answer(std::string_view answer) {
  auto plan = parse_plan_unconverted(answer);
  if (!plan) return std::unexpected(as_port_error(std::move(plan).error()));
  return plan;
}

Result<std::vector<catalog::Stamp>> parse_stamps(std::string_view answer) {
  auto stamps = parse_stamps_unconverted(answer);
  if (!stamps) return std::unexpected(as_port_error(std::move(stamps).error()));
  return stamps;
}

Result<ports::StampPlanOrWhy> WorkerBookStamper::plan(int file_fd) {
  const auto answer = pool_.run("plan-stamp", file_fd);
  if (!answer) return std::unexpected(answer.error());
  return parse_stamp_answer(*answer);
}

Result<std::vector<catalog::Stamp>> WorkerBookStamper::read_stamps(int file_fd) {
  const auto answer = pool_.run("read-stamps", file_fd);
  if (!answer) return std::unexpected(answer.error());
  return parse_stamps(*answer);
}

}  // namespace aan::book_worker
