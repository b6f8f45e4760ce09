// Any bytes as a form with files: the parser never crashes, holds little, and what it gives is the
// same whether it comes at once or in pieces.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/check.hpp"
#include "net/multipart.hpp"

namespace aan::net {
namespace {

class Recorder : public PartSink {
 public:
  Result<> begin(PartHead head) override {
    AAN_CHECK(head.name.size() <= 256);
    AAN_CHECK(!head.file_name || head.file_name->find_first_of("/\\\r\n") == std::string::npos);
    text += "<" + head.name + "|" + head.file_name.value_or("-") + ">";
    return {};
  }
  Result<> data(std::string_view bytes) override {
    text += bytes;
    return {};
  }
  Result<> end() override {
    text += "</>";
    return {};
  }
  std::string text;
};

std::string read(std::string_view body, std::size_t piece) {
  Recorder recorder;
  MultipartParser parser("b", recorder);
  while (!body.empty()) {
    if (!parser.feed(body.substr(0, piece))) return "refused";
    body.remove_prefix(std::min(piece, body.size()));
  }
  return recorder.text + (parser.is_complete() ? "!" : "");
}

int check(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(boundary_of(text));
  const std::string whole = read(text, size + 1);
  const std::string pieces = read(text, 3);
  AAN_CHECK((whole == "refused") == (pieces == "refused"));
  if (whole.ends_with('!')) AAN_CHECK(whole == pieces);
  return 0;
}

}  // namespace
}  // namespace aan::net

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return aan::net::check(data, size);
}
