#include "adapters/passkey_fido2/attestation.hpp"

#include <cbor.h>

#include <memory>

#include "adapters/passkey_fido2/client_data_json.hpp"

namespace aan::passkey_fido2 {
namespace {

constexpr std::size_t kObjectBytesMax = 8192;
constexpr std::size_t kElementsMax = 32;
constexpr std::size_t kDepthMax = 200;  // starts of lists and maps, nested or not

const unsigned char* raw(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

struct Look {
  bool is_modest = true;
  std::size_t starts = 0;
  void begin(std::uint64_t elements) {
    if (elements > kElementsMax || ++starts > kDepthMax) is_modest = false;
  }
};

void see_list(void* look, decltype(cbor_array_size(nullptr)) elements) {
  static_cast<Look*>(look)->begin(elements);
}
void see_endless(void* look) { static_cast<Look*>(look)->is_modest = false; }

struct Drop {
  void operator()(cbor_item_t* item) const { cbor_decref(&item); }
};
using Item = std::unique_ptr<cbor_item_t, Drop>;

std::string text_in(const cbor_item_t* item) {
  return cbor_isa_string(item) && cbor_string_is_definite(item)
             ? std::string(reinterpret_cast<const char*>(cbor_string_handle(item)),
                           cbor_string_length(item))
             : std::string();
}

std::string bytes_in(const cbor_item_t* item) {
  return cbor_isa_bytestring(item) && cbor_bytestring_is_definite(item)
             ? std::string(reinterpret_cast<const char*>(cbor_bytestring_handle(item)),
                           cbor_bytestring_length(item))
             : std::string();
}

std::string written(const cbor_item_t* item) {
  unsigned char* buffer = nullptr;
  std::size_t room = 0;
  const std::size_t size = cbor_serialize_alloc(item, &buffer, &room);
  std::string text(reinterpret_cast<const char*>(buffer), size);
  std::free(buffer);
  return text;
}

}  // namespace

bool is_modest_cbor(std::string_view bytes) {
  cbor_callbacks callbacks = cbor_empty_callbacks;
  callbacks.array_start = see_list;
  callbacks.map_start = see_list;
  callbacks.indef_array_start = see_endless;
  callbacks.indef_map_start = see_endless;
  callbacks.string_start = see_endless;
  callbacks.byte_string_start = see_endless;
  Look look;
  while (!bytes.empty() && look.is_modest) {
    const cbor_decoder_result step =
        cbor_stream_decode(raw(bytes), bytes.size(), &callbacks, &look);
    if (step.status != CBOR_DECODER_FINISHED || step.read == 0) return false;
    bytes.remove_prefix(step.read);
  }
  return look.is_modest;
}

Result<Attestation> parse_attestation(std::string_view object) {
  if (object.size() > kObjectBytesMax || !is_modest_cbor(object))
    return wrong("attestation: no modest CBOR");
  cbor_load_result loaded{};
  const Item item(cbor_load(raw(object), object.size(), &loaded));
  if (!item || loaded.read != object.size() || !cbor_isa_map(item.get()))
    return wrong("attestation: no map");
  Attestation read;
  const cbor_pair* const pairs = cbor_map_handle(item.get());
  for (std::size_t i = 0; i < cbor_map_size(item.get()); ++i) {
    const std::string name = text_in(pairs[i].key);
    if (name == "fmt") read.format = text_in(pairs[i].value);
    if (name == "authData") read.data = bytes_in(pairs[i].value);
    if (name == "attStmt" && cbor_isa_map(pairs[i].value)) read.statement = written(pairs[i].value);
  }
  if (read.format.empty() || read.data.empty() || read.statement.empty())
    return wrong("attestation: parts are missing");
  return read;
}

}  // namespace aan::passkey_fido2
