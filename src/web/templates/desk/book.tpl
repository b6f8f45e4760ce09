<p class="kicker"><a href="/desk/books">{{T_desk_nav_books}}</a></p>
<div class="desk-book"><span class="cover">{{#HAS_COVER}}<img src="{{SRC}}" width="320" height="480" srcset="{{SRCSET}}" sizes="6.5rem" alt="">{{/HAS_COVER}}</span><div><h1 lang="{{BOOK_LANG}}">{{HEADING}}</h1>
<p class="by">{{AUTHORS}}</p></div></div>
{{#PROBLEM}}<p class="problem-note" role="alert">{{SENTENCE}}{{#IF_RETRY}} {{RETRY}}{{/IF_RETRY}}</p>{{/PROBLEM}}
{{#MERGED}}<section class="desk-merged" aria-labelledby="merged"><h2 id="merged">{{T_desk_merged}} <a href="{{OTHER_PATH}}">{{OTHER}}</a></h2>
<p>{{T_desk_merged_text}}</p>{{#RESTING}}<p>{{RESTING_TEXT}}</p>{{/RESTING}}
{{#PART}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="unmerge"><button class="primary" type="submit">{{T_desk_unmerge}}</button></form>{{/PART}}</section>{{/MERGED}}
<div class="desk-columns">
<section aria-labelledby="sale"><h2 id="sale">{{T_desk_sale}}</h2>
<dl class="facts">
<div><dt>{{T_desk_state_word}}</dt><dd><span class="state state-{{STATE_NAME}}">{{STATE}}</span></dd></div>
<div><dt>{{T_desk_price}}</dt><dd class="num">{{PRICE}}</dd></div>
<div><dt>{{T_desk_copies}}</dt><dd class="num">{{COPIES_LEFT}}</dd></div>
{{#TAKEN}}<div><dt>{{T_desk_copies_held}}</dt><dd class="num">{{HELD}}</dd></div>
<div><dt>{{T_desk_copies_sold}}</dt><dd class="num">{{SOLD}}</dd></div>{{/TAKEN}}
<div><dt>{{T_desk_revision}}</dt><dd class="num">{{REVISION}}</dd></div>
<div><dt>{{T_desk_since}}</dt><dd>{{SINCE}}</dd></div>
</dl>
{{#SALE_FORMS}}
<form class="desk-form desk-fields" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="price">{{#FAULT_PRICE}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_PRICE}}
<p><label for="price">{{T_desk_price}} ({{CURRENCY}})</label> <input id="price" name="price" value="{{PRICE_NOW}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="price-hint{{#BAD_PRICE}} fault-note{{/BAD_PRICE}}"{{#BAD_PRICE}} aria-invalid="true" autofocus{{/BAD_PRICE}}><span class="hint" id="price-hint">{{T_desk_price_hint}}</span></p>
<p><label for="compare_at">{{T_desk_compare_at}} ({{CURRENCY}})</label> <input id="compare_at" name="compare_at" value="{{COMPARE_AT}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="compare-hint{{#BAD_COMPARE_AT}} fault-note{{/BAD_COMPARE_AT}}"{{#BAD_COMPARE_AT}} aria-invalid="true" autofocus{{/BAD_COMPARE_AT}}><span class="hint" id="compare-hint">{{T_desk_compare_at_hint}}</span></p>
<p class="desk-tick"><label><input type="checkbox" name="buyer_sets_price" value="1"{{#BUYER_SETS}} checked{{/BUYER_SETS}}> {{T_desk_buyer_sets}}</label></p>
<p><label for="suggested">{{T_desk_suggested}} ({{CURRENCY}})</label> <input id="suggested" name="suggested" value="{{SUGGESTED}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="suggested-hint{{#BAD_SUGGESTED}} fault-note{{/BAD_SUGGESTED}}"{{#BAD_SUGGESTED}} aria-invalid="true" autofocus{{/BAD_SUGGESTED}}><span class="hint" id="suggested-hint">{{T_desk_suggested_hint}}</span></p>
{{#OTHER_HINT}}<p class="hint" id="other-price-hint">{{T_desk_price_in_hint}}</p>{{/OTHER_HINT}}
{{#OTHER_CURRENCY}}<div class="desk-currency" role="group" aria-label="{{LEGEND}}">{{#WRONG_HERE}}{{#FAULT_OTHER}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_OTHER}}{{/WRONG_HERE}}
<p><label for="price-{{CURRENCY}}">{{T_desk_price}} ({{CURRENCY}})</label> <input id="price-{{CURRENCY}}" name="price.{{CURRENCY}}" value="{{PRICE_NOW}}" inputmode="decimal" autocomplete="off" maxlength="20" aria-describedby="other-price-hint{{#BAD_OTHER_PRICE}} fault-note{{/BAD_OTHER_PRICE}}"{{#BAD_OTHER_PRICE}} aria-invalid="true" autofocus{{/BAD_OTHER_PRICE}}></p>
<details{{#MORE}} open{{/MORE}}><summary>{{T_desk_price_more}} <span class="unseen">{{LEGEND}}</span></summary>
<p><label for="compare-{{CURRENCY}}">{{T_desk_compare_at}} ({{CURRENCY}})</label> <input id="compare-{{CURRENCY}}" name="compare_at.{{CURRENCY}}" value="{{COMPARE_AT}}" inputmode="decimal" autocomplete="off" maxlength="20"{{#BAD_OTHER_COMPARE_AT}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_OTHER_COMPARE_AT}}></p>
<p class="desk-tick"><label><input type="checkbox" name="buyer_sets_price.{{CURRENCY}}" value="1"{{#BUYER_SETS}} checked{{/BUYER_SETS}}> {{T_desk_buyer_sets}}</label></p>
<p><label for="suggested-{{CURRENCY}}">{{T_desk_suggested}} ({{CURRENCY}})</label> <input id="suggested-{{CURRENCY}}" name="suggested.{{CURRENCY}}" value="{{SUGGESTED}}" inputmode="decimal" autocomplete="off" maxlength="20"{{#BAD_OTHER_SUGGESTED}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_OTHER_SUGGESTED}}></p></details></div>
{{/OTHER_CURRENCY}}
<p><button class="primary" type="submit">{{T_desk_set_price}}</button></p></form>
<form class="desk-form desk-fields desk-next" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="stock">{{#FAULT_STOCK}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_STOCK}}
<p><label for="copies">{{T_desk_copies}}</label> <input id="copies" name="copies" value="{{COPIES}}" inputmode="numeric" autocomplete="off" maxlength="10" aria-describedby="copies-hint{{#BAD_COPIES}} fault-note{{/BAD_COPIES}}"{{#BAD_COPIES}} aria-invalid="true" autofocus{{/BAD_COPIES}}><span class="hint" id="copies-hint">{{T_desk_copies_hint}}</span></p>
<p><button type="submit">{{T_desk_set_copies}}</button></p></form>
{{#LISTING}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">{{#HIDE}}<input type="hidden" name="act" value="hide"><button type="submit">{{T_desk_hide}}</button> <span class="hint">{{T_desk_hide_hint}}</span>{{/HIDE}}{{#PUBLISH}}<input type="hidden" name="act" value="publish"><button type="submit">{{T_desk_publish}}</button>{{/PUBLISH}}</form>{{/LISTING}}
{{/SALE_FORMS}}
{{#EDIT}}<details{{#EDIT_OPEN}} open{{/EDIT_OPEN}}><summary>{{T_desk_edit}}</summary><form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="edit"><input type="hidden" name="authors_before" value="{{EDIT_AUTHORS_BEFORE:p}}"><input type="hidden" name="contributors_before" value="{{EDIT_CONTRIBUTORS_BEFORE:p}}">
<p class="field"><label for="edit-title">{{T_desk_edit_title}}</label><input id="edit-title" name="title" value="{{EDIT_TITLE}}" required autocomplete="off" maxlength="500"{{#BAD_TITLE}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_TITLE}}>{{#BAD_TITLE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_TITLE}}</p>
<p class="field"><label for="edit-subtitle">{{T_desk_edit_subtitle}}</label><input id="edit-subtitle" name="subtitle" value="{{EDIT_SUBTITLE}}" autocomplete="off" maxlength="500"{{#BAD_SUBTITLE}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_SUBTITLE}}>{{#BAD_SUBTITLE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_SUBTITLE}}</p>
<p class="field"><label for="edit-authors">{{T_desk_edit_authors}}</label><textarea id="edit-authors" name="authors" rows="2" maxlength="20000" aria-describedby="edit-authors-hint{{#BAD_AUTHORS}} fault-note{{/BAD_AUTHORS}}"{{#BAD_AUTHORS}} aria-invalid="true" autofocus{{/BAD_AUTHORS}}>
{{EDIT_AUTHORS:p}}</textarea>{{#BAD_AUTHORS}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_AUTHORS}}<span class="hint" id="edit-authors-hint">{{T_desk_edit_authors_hint}}</span></p>
<p class="field"><label for="edit-contributors">{{T_desk_edit_contributors}}</label><textarea id="edit-contributors" name="contributors" rows="{{EDIT_CONTRIBUTORS_ROWS}}" maxlength="25000" aria-describedby="edit-contributors-hint{{#BAD_CONTRIBUTORS}} fault-note{{/BAD_CONTRIBUTORS}}"{{#BAD_CONTRIBUTORS}} aria-invalid="true" autofocus{{/BAD_CONTRIBUTORS}}>
{{EDIT_CONTRIBUTORS:p}}</textarea>{{#BAD_CONTRIBUTORS}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_CONTRIBUTORS}}<span class="hint" id="edit-contributors-hint">{{T_desk_edit_contributors_hint}}</span></p>
<p class="field"><label for="edit-series">{{T_desk_edit_series}}</label><input id="edit-series" name="series" value="{{EDIT_SERIES}}" autocomplete="off" maxlength="500"{{#BAD_SERIES}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_SERIES}}>{{#BAD_SERIES}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_SERIES}}</p>
<p class="field"><label for="edit-series-position">{{T_desk_edit_series_position}}</label><input id="edit-series-position" name="series_position" value="{{EDIT_SERIES_POSITION}}" autocomplete="off" maxlength="20"{{#BAD_SERIES_POSITION}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_SERIES_POSITION}}>{{#BAD_SERIES_POSITION}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_SERIES_POSITION}}</p>
<p class="field"><label for="edit-subjects">{{T_desk_edit_subjects}}</label><textarea id="edit-subjects" name="subjects" rows="3" maxlength="5000" aria-describedby="edit-subjects-hint{{#BAD_SUBJECTS}} fault-note{{/BAD_SUBJECTS}}"{{#BAD_SUBJECTS}} aria-invalid="true" autofocus{{/BAD_SUBJECTS}}>
{{EDIT_SUBJECTS:p}}</textarea>{{#BAD_SUBJECTS}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_SUBJECTS}}<span class="hint" id="edit-subjects-hint">{{T_desk_edit_subjects_hint}}</span></p>
<p class="field"><label for="edit-isbn">{{T_desk_edit_isbn}}</label><input id="edit-isbn" name="isbn" value="{{EDIT_ISBN}}" autocomplete="off" maxlength="40" aria-describedby="edit-isbn-hint{{#BAD_ISBN}} fault-note{{/BAD_ISBN}}"{{#BAD_ISBN}} aria-invalid="true" autofocus{{/BAD_ISBN}}>{{#BAD_ISBN}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_ISBN}}<span class="hint" id="edit-isbn-hint">{{T_desk_edit_isbn_hint}}</span></p>
<p class="field"><label for="edit-publisher">{{T_desk_edit_publisher}}</label><input id="edit-publisher" name="publisher" value="{{EDIT_PUBLISHER}}" autocomplete="off" maxlength="500"{{#BAD_PUBLISHER}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_PUBLISHER}}>{{#BAD_PUBLISHER}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_PUBLISHER}}</p>
<p class="field"><label for="edit-language">{{T_desk_edit_language}}</label><input id="edit-language" name="language" value="{{EDIT_LANGUAGE}}" autocomplete="off" maxlength="35" aria-describedby="edit-language-hint{{#BAD_LANGUAGE}} fault-note{{/BAD_LANGUAGE}}"{{#BAD_LANGUAGE}} aria-invalid="true" autofocus{{/BAD_LANGUAGE}}>{{#BAD_LANGUAGE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_LANGUAGE}}<span class="hint" id="edit-language-hint">{{T_desk_edit_language_hint}}</span></p>
<p class="field"><label for="edit-description">{{T_desk_edit_description}}</label><textarea id="edit-description" name="description" rows="8" maxlength="20000" aria-describedby="edit-description-hint{{#BAD_DESCRIPTION}} fault-note{{/BAD_DESCRIPTION}}"{{#BAD_DESCRIPTION}} aria-invalid="true" autofocus{{/BAD_DESCRIPTION}}>
{{EDIT_DESCRIPTION:p}}</textarea>{{#BAD_DESCRIPTION}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_DESCRIPTION}}<span class="hint" id="edit-description-hint">{{T_desk_edit_description_hint}}</span></p>
<p><span class="hint">{{T_desk_edit_hint}}</span></p><p><button type="submit">{{T_desk_edit_do}}</button></p></form>
{{#WRITTEN}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="follow-lists"><span>{{WRITTEN_TEXT}}</span> <button type="submit">{{T_desk_follow_lists}}</button></form>{{/WRITTEN}}</details>{{/EDIT}}
{{#MERGE}}<details{{#OPEN}} open{{/OPEN}}><summary>{{T_desk_merge}}</summary><form class="desk-form" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="merge">{{#FAULT_MERGE}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_MERGE}}
<p class="field"><label for="into">{{T_desk_merge_into}}</label><input id="into" name="into" value="{{INTO}}" required autocomplete="off" maxlength="300" aria-describedby="into-hint{{#BAD_INTO}} fault-note{{/BAD_INTO}}"{{#BAD_INTO}} aria-invalid="true" autofocus{{/BAD_INTO}}><span class="hint" id="into-hint">{{T_desk_merge_hint}}</span></p>
{{>CHOICES}}
<p><button type="submit">{{T_desk_merge_do}}</button></p></form></details>{{/MERGE}}
{{#LISTED}}<p><a href="{{SHOP_PATH}}">{{T_desk_see_in_shop}}</a></p>{{/LISTED}}
</section>
<section aria-labelledby="files"><h2 id="files">{{T_desk_files}}</h2>
{{#NO_FILE}}<p>{{TEXT}}</p>{{#MAY_UPLOAD}}<p><a class="button" href="{{UPLOAD_PATH}}">{{T_desk_book_file_upload}}</a></p>{{/MAY_UPLOAD}}{{/NO_FILE}}
<ul class="desk-plain">{{#FILE}}<li><b>{{NAME}}</b> <span class="num quiet">{{SIZE}}</span> {{#WHOLE}}<span class="state state-listed">{{T_desk_file_whole}}</span>{{/WHOLE}}{{#DAMAGED}}<span class="state state-restored">{{T_desk_file_damaged}}</span>{{/DAMAGED}}<details class="desk-check"><summary>{{T_desk_file_check}}</summary><code>{{CID}}</code></details>{{#TAKE_OUT}}<details><summary>{{T_desk_take_out}} …</summary><form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="take-out"><input type="hidden" name="format" value="{{FORMAT}}"><button type="submit">{{T_desk_take_out}}</button> <span class="hint">{{HINT}}</span></form></details>{{/TAKE_OUT}}</li>{{/FILE}}</ul>
{{#VERSIONS}}<h3>{{T_desk_versions}}</h3>
<ol class="desk-plain">{{#VERSION}}<li><b>{{T_desk_version_now}} {{NUMBER}}</b> <span class="quiet"><time datetime="{{STAMP}}">{{WHEN}}</time>, <span class="num">{{SIZE}}</span></span><p class="desk-note">{{NOTE}}</p></li>{{/VERSION}}</ol>{{/VERSIONS}}
{{#TELLING}}<h3>{{T_desk_tell}}</h3>{{#TOLD}}<p>{{PROGRESS}}{{#QUEUEING}} {{T_desk_tell_queueing}}{{/QUEUEING}}{{#STOPPED}} <span class="state">{{T_desk_tell_stopped}}</span>{{/STOPPED}}</p>{{#STOP}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="stop-telling"><input type="hidden" name="broadcast" value="{{ID}}"><button type="submit">{{T_desk_tell_stop}}</button></form>{{/STOP}}{{/TOLD}}
{{#TELL}}{{#NOBODY}}<p class="hint">{{T_desk_tell_nobody}}</p>{{/NOBODY}}{{#SOME}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="tell"><button type="submit">{{T_desk_tell_do}}</button>{{#HINT}} <span class="hint">{{TEXT}}</span>{{/HINT}}</form>{{/SOME}}{{/TELL}}{{/TELLING}}
<h3>{{T_desk_sample}}</h3>
<p>{{#SAMPLE_SHOWN}}<a href="{{SHOP_PATH}}/sample">{{T_desk_sample_shown}}</a>{{/SAMPLE_SHOWN}}{{#SAMPLE_MADE}}{{T_desk_sample_of_hidden}}{{/SAMPLE_MADE}}{{#SAMPLE_HIDDEN}}{{T_desk_sample_hidden}}{{/SAMPLE_HIDDEN}}{{#SAMPLE_NO_FILE}}{{T_desk_sample_no_file}}{{/SAMPLE_NO_FILE}}{{#SAMPLE_NONE}}{{T_desk_sample_none}}{{/SAMPLE_NONE}}</p>
{{#HIDE_SAMPLE}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="hide-sample"><button type="submit">{{T_desk_sample_hide}}</button> <span class="hint">{{T_desk_sample_hide_hint}}</span></form>{{/HIDE_SAMPLE}}{{#SHOW_SAMPLE}}<form class="desk-inline" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="show-sample"><button type="submit">{{T_desk_sample_show}}</button></form>{{/SHOW_SAMPLE}}
{{#COVER}}<details{{#OPEN}} open{{/OPEN}}><summary>{{T_desk_cover_change}}</summary><form class="desk-form" action="{{PATH}}/cover" method="post" enctype="multipart/form-data"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<p class="hint" id="cover-hint">{{T_desk_cover_hint}}</p>
<p class="field"><label for="cover-file">{{T_desk_cover_file}}</label><input id="cover-file" name="cover" type="file" required accept="image/jpeg,image/png,image/webp,image/gif" aria-describedby="cover-hint{{#BAD_FILE}} fault-note{{/BAD_FILE}}"{{#BAD_FILE}} aria-invalid="true" autofocus{{/BAD_FILE}}>{{#BAD_FILE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_FILE}}</p>
<p><button type="submit">{{T_desk_cover_do}}</button></p></form>
{{#OTHER}}<form class="desk-inline" action="{{PATH}}/cover" method="post" enctype="multipart/form-data"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="own"><button type="submit">{{T_desk_cover_own}}</button> <span class="hint">{{T_desk_cover_own_hint}}</span></form>{{/OTHER}}</details>{{/COVER}}
{{#NEW_VERSION}}<details{{#OPEN}} open{{/OPEN}}><summary>{{T_desk_version_new}}</summary><form class="desk-form" action="{{PATH}}/version" method="post" enctype="multipart/form-data"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}">
<p class="hint">{{T_desk_version_hint}}</p>
<p class="field"><label for="version-file">{{T_desk_version_file}}</label><input id="version-file" name="files" type="file" required accept=".epub,.pdf,.cbz,.zip,.lpf,.audiobook,.mp3,.m4a,.m4b,.ogg,.oga,.opus,.flac"{{#BAD_FILE}} aria-describedby="fault-note" aria-invalid="true" autofocus{{/BAD_FILE}}>{{#BAD_FILE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_FILE}}</p>
<p class="field"><label for="note">{{T_desk_version_note}}</label><textarea id="note" name="note" rows="4" maxlength="2000" required aria-describedby="note-hint{{#BAD_NOTE}} fault-note{{/BAD_NOTE}}"{{#BAD_NOTE}} aria-invalid="true" autofocus{{/BAD_NOTE}}>
{{NOTE:p}}</textarea>{{#BAD_NOTE}}<span class="field-fault" id="fault-note" role="alert">{{FAULT}}</span>{{/BAD_NOTE}}<span class="hint" id="note-hint">{{T_desk_version_note_hint}}</span></p>
{{#ALL_THE_SAME}}<p class="desk-tick"><label><input type="checkbox" name="all_the_same" value="yes"> {{T_desk_version_all_the_same}}</label></p>
{{/ALL_THE_SAME}}<p><button type="submit">{{T_desk_version_do}}</button></p></form></details>{{/NEW_VERSION}}
</section>
</div>
{{#RULES}}<div class="desk-columns">
<section aria-labelledby="dates"><h2 id="dates">{{T_desk_dates}}</h2>
<form class="desk-form desk-fields" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="dates">{{#FAULT_DATES}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_DATES}}
<p><label for="from">{{T_desk_sold_from}}</label> <input id="from" name="from" value="{{FROM}}" placeholder="2026-12-01" maxlength="20" autocomplete="off" aria-describedby="dates-hint{{#BAD_FROM}} fault-note{{/BAD_FROM}}"{{#BAD_FROM}} aria-invalid="true" autofocus{{/BAD_FROM}}></p>
<p><label for="until">{{T_desk_sold_until}}</label> <input id="until" name="until" value="{{UNTIL}}" placeholder="2027-01-01" maxlength="20" autocomplete="off" aria-describedby="dates-hint{{#BAD_UNTIL}} fault-note{{/BAD_UNTIL}}"{{#BAD_UNTIL}} aria-invalid="true" autofocus{{/BAD_UNTIL}}></p>
<p><label for="release">{{T_desk_release}}</label> <input id="release" name="release" value="{{RELEASE}}" placeholder="2027-03-01" maxlength="20" autocomplete="off" aria-describedby="dates-hint release-hint{{#BAD_RELEASE}} fault-note{{/BAD_RELEASE}}"{{#BAD_RELEASE}} aria-invalid="true" autofocus{{/BAD_RELEASE}}><span class="hint" id="release-hint">{{T_desk_release_hint}}</span></p>
<p class="hint" id="dates-hint">{{T_desk_dates_hint}}</p>
<p><button type="submit">{{T_desk_set_dates}}</button></p></form></section>
<section aria-labelledby="territory"><h2 id="territory">{{T_desk_territory}}</h2>
<form class="desk-form desk-fields" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="countries">{{#FAULT_COUNTRIES}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_COUNTRIES}}
<p><label for="where">{{T_desk_sold_where}}</label> <select id="where" name="territory">{{#TERRITORY}}<option value="{{VALUE}}"{{#CHOSEN}} selected{{/CHOSEN}}>{{LABEL}}</option>{{/TERRITORY}}</select></p>
<p><label for="countries">{{T_desk_countries}}</label> <input id="countries" name="countries" value="{{COUNTRIES}}" maxlength="1000" autocomplete="off" spellcheck="false" aria-describedby="countries-hint{{#BAD_COUNTRIES}} fault-note{{/BAD_COUNTRIES}}"{{#BAD_COUNTRIES}} aria-invalid="true" autofocus{{/BAD_COUNTRIES}}><span class="hint" id="countries-hint">{{T_desk_countries_hint}}</span></p>
<p><button type="submit">{{T_desk_set_territory}}</button></p></form></section>
<section aria-labelledby="licence"><h2 id="licence">{{T_desk_licence}}</h2>
<form class="desk-form desk-fields" action="{{PATH}}" method="post"><input type="hidden" name="form_token" value="{{FORM_TOKEN}}"><input type="hidden" name="act" value="licence">{{#FAULT_LICENCE}}
<p class="problem-note" id="fault-note" role="alert">{{FAULT}}</p>{{/FAULT_LICENCE}}
<p><label for="seats">{{T_desk_licence_seats}}</label> <input id="seats" name="seats" value="{{SEATS}}" inputmode="numeric" maxlength="5" autocomplete="off" aria-describedby="seats-hint{{#BAD_SEATS}} fault-note{{/BAD_SEATS}}"{{#BAD_SEATS}} aria-invalid="true" autofocus{{/BAD_SEATS}}><span class="hint" id="seats-hint">{{T_desk_licence_hint}}</span></p>
<p><button type="submit">{{T_desk_set_licence}}</button></p></form></section>
</div>{{/RULES}}
