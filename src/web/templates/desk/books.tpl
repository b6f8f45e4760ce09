<h1>{{HEADING}}</h1>
{{#UPLOAD}}<p><a class="button primary" href="/desk/books/upload">{{T_desk_upload}}</a></p>{{/UPLOAD}}
<p><a href="/desk/publishers">{{T_desk_publishers}}</a></p>
{{#NONE}}<div class="empty"><h2>{{T_desk_no_books}}</h2><p>{{T_desk_no_books_text}}</p><p>{{T_desk_no_books_command}} <code>aan import FOLDER --price 4.99</code></p></div>{{/NONE}}
{{#TABLE}}<div class="desk-scroll"><table class="desk-table"><caption class="unseen">{{HEADING}}</caption>
<thead><tr><th scope="col" colspan="2">{{T_desk_title}}</th><th scope="col" class="roomy">{{T_desk_authors}}</th><th scope="col" class="right">{{T_desk_price}}</th><th scope="col">{{T_desk_state_word}}</th></tr></thead>
<tbody>{{#ROW}}<tr><td class="desk-thumb">{{#HAS_COVER}}<a href="{{PATH}}" tabindex="-1" aria-hidden="true"><img src="{{SRC}}" alt="" width="36" height="54" loading="lazy"></a>{{/HAS_COVER}}</td><th scope="row" lang="{{BOOK_LANG}}"><a href="{{PATH}}">{{TITLE}}</a></th><td class="roomy">{{AUTHORS}}</td><td class="num right">{{PRICE}}{{#IF_COPIES}}<br><span class="quiet small">{{T_desk_copies_short}} {{COPIES}}</span>{{/IF_COPIES}}</td><td><span class="state state-{{STATE_NAME}}">{{STATE}}</span></td></tr>
{{/ROW}}</tbody></table></div>{{/TABLE}}
{{#PAGER}}<nav class="pager" aria-label="{{T_pages}}">{{#PREVIOUS}}<a class="button" rel="prev" href="{{PATH}}">{{T_previous}}</a>{{/PREVIOUS}}<p class="num">{{WHERE}}</p>{{#NEXT}}<a class="button" rel="next" href="{{PATH}}">{{T_next}}</a>{{/NEXT}}</nav>{{/PAGER}}
