#include "people.hpp"

#include <gmock/gmock.h>

namespace csv_import_plugin {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

TEST(People, AreReadByTheNamesOfTheColumns) {
  EXPECT_THAT(parse_people("last_name,email,first_name\nLovelace,ada@acme.example,Ada\n", "acme.csv"),
              ElementsAre(Person{"ada@acme.example", "Ada", "Lovelace", ""}));
}

TEST(People, MayHaveCommasLineBreaksAndQuotationMarksInQuotedCells) {
  EXPECT_THAT(parse_people("email,first_name,last_name,department\r\n"
                           "ada@acme.example,\"Ada \"\"A\"\"\",Lovelace,\"R&D,\nMathematics\"\r\n\r\n",
                           "acme.csv"),
              ElementsAre(Person{"ada@acme.example", "Ada \"A\"", "Lovelace", "R&D,\nMathematics"}));
}

void refuses(const std::string& text, const std::string& sentence) {
  EXPECT_THAT([&] { (void)parse_people(text, "acme.csv"); }, ThrowsMessage<SourceError>(HasSubstr(sentence)));
}

TEST(People, AreRefusedWithAReasonWhenTheFileIsWrong) {
  refuses("email,first_name\nada@acme.example,Ada\n", "acme.csv has no column last_name");
  refuses("email,first_name,last_name\n", "acme.csv lists no people");
  refuses("email,first_name,last_name\nAda,Ada,Lovelace\n", "without an email address: 'Ada'");
  refuses("email,first_name,last_name\na@x.example,A,B\nA@X.example,A,B\n", "lists A@X.example twice");
  refuses("email,first_name,last_name\na@x.example,\xff,B\n", "is not UTF-8 text");
  refuses("email,first_name,last_name\na@x.example," + std::string(256, 'a') + ",B\n",
          "more than 255 characters");
}

TEST(People, CannotBeReadFromAMissingFile) {
  EXPECT_THAT([] { (void)read_people("/nowhere/acme.csv"); },
              ThrowsMessage<SourceError>("/nowhere/acme.csv cannot be read"));
}

}  // namespace
}  // namespace csv_import_plugin
