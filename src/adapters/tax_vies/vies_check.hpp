#pragma once
#include <memory>
#include <string>

#include "net/outbound/http_client.hpp"
#include "ports/tax_number_check.hpp"

namespace aan::tax_vies {

struct ViesOptions {
  std::string base_url;  ///< without a slash at its end; http only on this machine
  tax::TaxNumber asker;  ///< the shop's own number
};

/// VIES, the Union's service for numbers of value added tax.
class ViesCheck final : public ports::TaxNumberCheck {
 public:
  explicit ViesCheck(ViesOptions options);
  ~ViesCheck() override;
  Result<ports::TaxNumberAnswer> check(const tax::TaxNumber& number) override;

 private:
  ViesOptions options_;
  std::unique_ptr<net::outbound::HttpClient> client_;
};

}  // namespace aan::tax_vies
