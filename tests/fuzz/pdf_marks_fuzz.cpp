// A stranger's PDF, looked through for names. Whatever the bytes are, looking ends, and what it
// says does not depend on where a window of the file begins. If it takes a stamp, the copy bears
// it.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "worker/pdf/marks.hpp"
#include "worker/pdf/sample.hpp"
#include "worker/pdf/stamp_plan.hpp"

namespace {

namespace pdf = aan::worker::pdf;

pdf::ReadAt reader_of(std::string_view bytes) {
  return [bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  };
}

void check_stamp(std::string_view bytes) {
  const auto found = pdf::plan_stamp(reader_of(bytes), bytes.size());
  const auto* plan = std::get_if<aan::catalog::PdfStampPlan>(&found);
  if (plan == nullptr) return;
  const aan::catalog::Stamp stamp{"7K2M-93QD", "Night (Shelves)"};
  const auto copy = aan::catalog::stamped_pdf(*plan, stamp, {"en", "Yours", {"A line."}});
  std::string whole(bytes);
  whole += copy.pieces.back().bytes;
  AAN_CHECK(whole.size() == copy.size);
  const auto stamps = pdf::read_stamps(reader_of(whole), whole.size());
  AAN_CHECK(stamps && std::ranges::find(*stamps, stamp) != stamps->end());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const pdf::Marks once = pdf::find_marks(reader_of(bytes), size);
  AAN_CHECK(once.language.size() <= 200);
  for (const std::string& paragraph : pdf::paragraphs_of(bytes)) AAN_CHECK(!paragraph.empty());
  check_stamp(bytes);
  return 0;
}
