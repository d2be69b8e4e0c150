#include "people.hpp"

#include <gmock/gmock.h>

#include "host_sdk/fakes/fake_task_monitor.hpp"
#include "progress.hpp"

namespace csv_import_plugin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

std::vector<Person> parse(const std::string& text) {
  host_sdk::fakes::FakeTaskMonitor monitor;
  return parse_people(text, "acme.csv", monitor);
}

TEST(People, AreReadByTheNamesOfTheColumns) {
  EXPECT_THAT(parse("last_name,email,first_name,id\nLovelace,ada@acme.example,Ada,1815\n"),
              ElementsAre(Person{"1815", "ada@acme.example", "Ada", "Lovelace", ""}));
}

TEST(People, MayHaveCommasLineBreaksAndQuotationMarksInQuotedCells) {
  EXPECT_THAT(parse("id,email,first_name,last_name,department\r\n"
                    "1815,ada@acme.example,\"Ada \"\"A\"\"\",Lovelace,\"R&D,\nMathematics\"\r\n\r\n"),
              ElementsAre(Person{"1815", "ada@acme.example", "Ada \"A\"", "Lovelace", "R&D,\nMathematics"}));
}

void refuses(const std::string& text, const std::string& sentence) {
  EXPECT_THAT([&] { (void)parse(text); }, ThrowsMessage<SourceError>(HasSubstr(sentence)));
}

TEST(People, AreRefusedWithAReasonWhenTheFileIsWrong) {
  const std::string columns = "id,email,first_name,last_name\n";
  refuses("id,email,first_name\n1,ada@acme.example,Ada\n", "acme.csv has no column last_name");
  refuses(columns, "acme.csv lists no people");
  refuses(columns + ",a@x.example,A,B\n", "without an id: 'a@x.example'");
  refuses(columns + "1,Ada,Ada,Lovelace\n", "without an email address: 'Ada'");
  refuses(columns + "1,a@x.example,A,B\n2,A@X.example,A,B\n", "lists A@X.example twice");
  refuses(columns + "1,a@x.example,A,B\n1,b@x.example,A,B\n", "has the id 1 twice");
  refuses(columns + "1,a@x.example,\xff,B\n", "is not UTF-8 text");
  refuses(columns + "1,a@x.example," + std::string(256, 'a') + ",B\n", "more than 255 characters");
}

TEST(People, CannotBeReadFromAMissingFile) {
  host_sdk::fakes::FakeTaskMonitor monitor;
  EXPECT_THAT([&] { (void)read_people("/nowhere/acme.csv", monitor); },
              ThrowsMessage<SourceError>("/nowhere/acme.csv cannot be read"));
}

TEST(People, AreNotReadFurtherAfterACancel) {
  std::string text = "id,email,first_name,last_name\n";
  for (std::size_t number = 1; number <= 3 * kPeopleBetweenReports; ++number)
    text += std::to_string(number) + ",a" + std::to_string(number) + "@x.example,A,B\n";
  host_sdk::fakes::FakeTaskMonitor monitor;
  monitor.cancel_at_check(2);
  EXPECT_THROW((void)parse_people(text, "acme.csv", monitor), Cancelled);
  EXPECT_EQ(monitor.reports().back().done, static_cast<std::int64_t>(2 * kPeopleBetweenReports));
}

}  // namespace
}  // namespace csv_import_plugin
