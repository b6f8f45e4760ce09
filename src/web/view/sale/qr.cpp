#include "web/view/sale/qr.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

#include "base/text.hpp"

namespace aan::web {
namespace {

constexpr int kQuiet = 4;  // modules of white around the code (ISO/IEC 18004)

struct FreeCode {
  void operator()(QRcode* code) const { QRcode_free(code); }
};

// One path for all dark modules: runs of a row become one step.
std::string dark_path(const QRcode& code) {
  std::string path;
  for (int y = 0; y < code.width; ++y) {
    for (int x = 0; x < code.width;) {
      int run = 0;
      while (x + run < code.width && (code.data[y * code.width + x + run] & 1) != 0) ++run;
      if (run > 0) path += fmt::format("M{} {}h{}v1h-{}z", x + kQuiet, y + kQuiet, run, run);
      x += run > 0 ? run : 1;
    }
  }
  return path;
}

}  // namespace

Html qr_code(std::string_view text, std::string_view label) {
  const std::unique_ptr<QRcode, FreeCode> code(
      QRcode_encodeData(static_cast<int>(text.size()),
                        reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M));
  if (!code) return {};
  const int side = code->width + 2 * kQuiet;
  return Html::trusted(fmt::format(
      "<svg class=\"qr\" viewBox=\"0 0 {0} {0}\" width=\"{1}\" height=\"{1}\" role=\"img\" "
      "aria-label=\"{2}\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 "
      "0h{0}v{0}H0z\"/>"
      "<path d=\"{3}\"/></svg>",
      side, side * 4, escape_xml(label), dark_path(*code)));
}

}  // namespace aan::web
