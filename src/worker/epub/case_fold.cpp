#include "worker/epub/case_fold.hpp"

#include <glib.h>

#include "base/text.hpp"

namespace aan::worker::epub {

std::string fold_case(std::string_view name) {
  if (!is_utf8(name)) return lower_ascii(name);
  const auto size = static_cast<gssize>(name.size());
  gchar* composed = g_utf8_normalize(std::string(name).c_str(), size, G_NORMALIZE_DEFAULT_COMPOSE);
  if (composed == nullptr) return lower_ascii(name);
  gchar* folded = g_utf8_casefold(composed, -1);
  std::string out = folded;
  g_free(folded);
  g_free(composed);
  return out;
}

}  // namespace aan::worker::epub
