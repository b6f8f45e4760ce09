#include "service/books/take_file.hpp"

#include "service/books/list_report.hpp"

namespace aan::service {

Result<TakenFile> take_file(Ingest& ingest, ImportList* lists, const SentFile& sent,
                            std::string_view by) {
  if (!sent.to.empty())
    return TakenFile{AAN_TRY(ingest.add_format(sent.file_fd, sent.name, sent.to, by)), {}};
  if (lists == nullptr || !is_list_name(sent.name))
    return TakenFile{AAN_TRY(ingest.ingest(sent.file_fd, sent.name, sent.order.price, by)), {}};
  auto step = lists->whole(sent.file_fd, sent.name, sent.order, by);
  if (!step && !is_of_list(step.error())) return std::unexpected(std::move(step).error());
  TakenFile taken{report_of(sent.name, step), {}};
  if (step) taken.list = *std::move(step);
  return taken;
}

}  // namespace aan::service
