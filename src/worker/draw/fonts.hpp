#pragma once
#include <pango/pango.h>

#include <memory>
#include <vector>

#include "base/result.hpp"

namespace aan::worker::draw {

struct UnrefObject {
  void operator()(void* object) const;
};
template <class T>
using Object = std::unique_ptr<T, UnrefObject>;

/// The faces that covers are set in: EB Garamond, and for other scripts DejaVu and Noto where
/// they are installed. No other font of the machine is looked at, so that a cover is the same
/// everywhere. Loading opens every file and keeps it open: later, in the sandbox, nothing can be
/// opened any more.
class Fonts {
 public:
  /// Errors: unavailable when not one face is installed.
  static Result<Fonts> load();
  /// A context for layouts; hinting off, so that sizes do not depend on a display.
  [[nodiscard]] Object<PangoContext> context() const;

 private:
  Object<PangoFontMap> map_;
  std::vector<Object<PangoFont>> kept_;  ///< an unused face would be closed again
};

/// The families in order of preference, for a font description.
const char* font_families();

}  // namespace aan::worker::draw
