#include "api/licence_codec.hpp"

namespace aan::api {

void write_licence_facts(JsonWriter& out, const sales::Licence& licence,
                         sales::LicenceState state) {
  out.field("id", licence.id.value).field("state", sales::name_of(state));
  out.field("seats", licence.seats).field("active", licence.active);
}

void write_licence(JsonWriter& out, const std::optional<service::OrderLicence>& licence) {
  out.key("licence");
  if (!licence) {
    out.null();
    return;
  }
  out.begin_object();
  write_licence_facts(out, licence->licence, licence->state);
  out.field("key", licence->key).end_object();
}

}  // namespace aan::api
