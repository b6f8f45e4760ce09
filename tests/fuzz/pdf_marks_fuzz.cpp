// A stranger's PDF, looked through for names. Whatever the bytes are, looking ends, and what it
// says does not depend on where a window of the file begins.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/check.hpp"
#include "worker/pdf/marks.hpp"
#include "worker/pdf/sample.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace pdf = aan::worker::pdf;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto read_at = [bytes](std::uint64_t offset, char* into, std::size_t wanted) {
    if (offset > bytes.size() || bytes.size() - offset < wanted) return false;
    bytes.copy(into, wanted, offset);
    return true;
  };
  const pdf::Marks once = pdf::find_marks(read_at, size);
  AAN_CHECK(once.language.size() <= 200);
  for (const std::string& paragraph : pdf::paragraphs_of(bytes)) AAN_CHECK(!paragraph.empty());
  return 0;
}
