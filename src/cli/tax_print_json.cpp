#include "cli/tax_print_json.hpp"

#include <boost/json.hpp>
#include <cstdio>

#include "cli/print_parts_json.hpp"
#include "domain/tax/rates.hpp"

namespace aan::cli {
namespace {

namespace json = boost::json;

std::string decimal_of(const json::object& row, std::string_view name) {
  return text_of(row.at(name).as_object(), "decimal");
}

std::string rate_of(const json::object& row, std::string_view name) {
  const json::value& bps = row.at(name);
  return bps.is_int64() ? tax::percent(bps.get_int64()) : "-";
}

void print_rates(const json::object& all) {
  const std::string home = text_of(all, "registered_in");
  if (home.empty())
    std::printf("Not registered: no tax is charged (TAX_COUNTRY).\n");
  else
    std::printf("Registered in %s, prices are %s of tax, sold as %s%s.\n", home.c_str(),
                text_of(all, "prices").c_str(), text_of(all, "kind").c_str(),
                all.at("one_stop_shop").as_bool() ? ", one stop shop" : "");
  std::printf("Rates in percent, table of %s; * set by TAX_RATES. Check them.\n\n",
              text_of(all, "as_of").c_str());
  std::printf("    ebook  standard\n");
  for (const json::value& one : all.at("rates").as_array()) {
    const json::object& row = one.as_object();
    std::printf("%s  %5s  %8s %s %s\n", text_of(row, "country").c_str(),
                rate_of(row, "ebook_bps").c_str(), rate_of(row, "standard_bps").c_str(),
                row.at("own").as_bool() ? "*" : " ", text_of(row, "name").c_str());
  }
}

void print_doubts(const json::object& all) {
  const json::array& orders = all.at("orders").as_array();
  if (orders.empty()) std::printf("No sale is in doubt.\n");
  for (const json::value& one : orders) {
    const json::object& order = one.as_object();
    std::printf("%s  %s  taxed in %s:", text_of(order, "reference").c_str(),
                text_of(order, "created_at").c_str(), text_of(order, "taxed_in").c_str());
    for (const json::value& piece : order.at("evidence").as_array()) {
      const json::object& it = piece.as_object();
      const std::string country = text_of(it, "country");
      std::printf(" %s %s", text_of(it, "sign").c_str(), country.empty() ? "?" : country.c_str());
    }
    std::printf("\n");
  }
}

void print_report(const json::object& all) {
  print_play_left_out(all);
  std::printf("%s to %s%s\n\n", text_of(all, "from").c_str(), text_of(all, "until").c_str(),
              all.at("play").as_bool() ? ", play money" : "");
  if (all.at("rows").as_array().empty()) std::printf("Nothing was sold and nothing went back.\n");
  for (const json::value& one : all.at("rows").as_array()) {
    const json::object& row = one.as_object();
    const std::string country = text_of(row, "country");
    std::printf("%-2s  %-14s %5s %%  net %12s  tax %12s %s  (%lld orders, given back %s)\n",
                country.empty() ? "-" : country.c_str(), text_of(row, "treatment").c_str(),
                rate_of(row, "rate_bps").c_str(), decimal_of(row, "net").c_str(),
                decimal_of(row, "tax").c_str(), text_of(row, "currency").c_str(),
                static_cast<long long>(row.at("orders").as_int64()),
                decimal_of(row, "given_back").c_str());
  }
}

}  // namespace

bool print_tax(const std::string& command, const std::string& answer) {
  const json::object all = json::parse(answer).as_object();
  if (command == "tax.rates")
    print_rates(all);
  else if (command == "tax.doubts")
    print_doubts(all);
  else if (command == "tax.export")
    print_report(all);
  else
    return false;
  return true;
}

std::string tax_csv(const std::string& answer) {
  std::string csv =
      "from,until,country,treatment,rate_percent,currency,orders,sold,given_back,net,tax\r\n";
  const json::object all = json::parse(answer).as_object();
  print_play_left_out(all);
  for (const json::value& one : all.at("rows").as_array()) {
    const json::object& row = one.as_object();
    csv += text_of(all, "from") + "," + text_of(all, "until") + "," + text_of(row, "country") +
           "," + text_of(row, "treatment") + "," + rate_of(row, "rate_bps") + "," +
           text_of(row, "currency") + "," + std::to_string(row.at("orders").as_int64());
    for (const char* name : {"sold", "given_back", "net", "tax"})
      csv += "," + decimal_of(row, name);
    csv += "\r\n";
  }
  return csv;
}

}  // namespace aan::cli
