#include "worker/pdf/reader.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include "base/file.hpp"
#include "worker/pdf/contents.hpp"
#include "worker/pdf/limits.hpp"
#include "worker/pdf/marks.hpp"
#include "worker/pdf/metadata.hpp"
#include "worker/pdf/sample.hpp"

namespace aan::worker::pdf {
namespace {

Marks marks_of(int fd) {
  struct stat status{};
  if (fstat(fd, &status) != 0) return {};
  const auto read_at = [fd](std::uint64_t offset, char* into, std::size_t bytes) {
    for (std::size_t done = 0; done < bytes;) {
      const ssize_t got = pread(fd, into + done, bytes - done, static_cast<off_t>(offset + done));
      if (got <= 0) return false;
      done += static_cast<std::size_t>(got);
    }
    return true;
  };
  return find_marks(read_at, static_cast<std::uint64_t>(status.st_size));
}

Result<> check_marks(const Marks& marks, std::vector<std::string>& warnings) {
  if (marks.is_encrypted)
    return refuse(Errc::invalid, "pdf.read",
                  "This PDF is encrypted: it takes rights from whoever reads it, such as to print "
                  "or to copy. Only books without DRM can be sold.");
  if (marks.has_launch)
    return refuse(Errc::invalid, "pdf.read",
                  "This PDF is not safe: it holds an action that starts a program.");
  if (marks.has_embedded_files)
    warnings.emplace_back("Other files are hidden in this PDF; look at them before it is sold.");
  if (marks.has_rich_media)
    warnings.emplace_back("The book holds films or sounds, which few programs play.");
  return {};
}

}  // namespace

Result<PdfFacts> read_pdf(const Poppler& poppler, int fd) {
  const FileDescriptor own(dup(fd));  // poppler closes the one that it is given
  // Encrypted is said before damaged: what is encrypted cannot be read either.
  PdfFacts facts;
  const Marks marks = marks_of(own.get());
  Document document = AAN_TRY(open_document(poppler, fd));
  AAN_TRY(check_marks(marks, facts.warnings));
  facts.record = read_metadata(poppler, document.get(), marks, facts.warnings);
  facts.record.contents = read_contents(poppler, document.get());
  Sample sample = make_sample(poppler, document.get(), facts.record.language);
  facts.sample_html = std::move(sample.html);
  if (facts.sample_html.empty())
    facts.remarks.emplace_back(
        facts.record.pages < static_cast<std::uint64_t>(kSampleShare)
            ? "There is no sample: the book has fewer than ten pages."
        : sample.words == 0
            ? "There is no sample: the first pages hold no text, as those of a scan."
            : "There is no sample: the first pages hold too little text.");
  if (facts.warnings.size() > kWarningsMax) facts.warnings.resize(kWarningsMax);
  return facts;
}

}  // namespace aan::worker::pdf
