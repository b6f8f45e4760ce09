#include <boost/json.hpp>

#include "cli/count.hpp"
#include "cli/print_json.hpp"
#include "cli/rebuild_index.hpp"
#include "cli/report.hpp"
#include "cli/run_command.hpp"

namespace aan::cli {

namespace json = boost::json;

Result<std::string> rebuild_index(Shop& shop, const Common& common) {
  const Count count(common, "books in the new index");
  std::int64_t works = 0;
  std::int64_t number = 0;  // of the rebuild, once it has one
  for (;;) {
    const json::value step =
        json::parse(AAN_TRY(shop.run("index.rebuild", json_object({{"rebuild", number}}))));
    works += step.at("works").to_number<std::int64_t>();
    if (step.at("next").is_null()) break;
    number = step.at("next").to_number<std::int64_t>();
    count.show(works);
  }
  return json_object({{"works", works}});
}

ExitCode rebuild_index(const Common& common) {
  auto shop = Shop::open(common, node::Purpose::write);
  if (!shop) return report(common, shop.error());
  const auto answer = rebuild_index(**shop, common);
  if (!answer) return report(common, answer.error());
  return print_answer(common, "index.rebuild", *answer);
}

}  // namespace aan::cli
