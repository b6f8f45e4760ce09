#include "domain/payment/bank_matter.hpp"

namespace aan::payment {

std::string_view name_of(MatterKind kind) {
  return kind == MatterKind::appeal ? "appeal" : "inquiry";
}

std::optional<MatterKind> parse_matter_kind(std::string_view name) {
  for (const MatterKind kind : {MatterKind::inquiry, MatterKind::appeal})
    if (name_of(kind) == name) return kind;
  return std::nullopt;
}

}  // namespace aan::payment
