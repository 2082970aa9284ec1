/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "formats/roff/macro.h"

/* The names of each act, with blanks around: groff(7), groff_man(7), mdoc(7),
 * and those of Perl's pods. */
static const char *const names[HK_MACRO_UNKNOWN] = {
	[HK_MACRO_NOTHING] =
		" AT DT Ek Bk Id IX PD TQ UC YS ab ad af als as bp br c2 "
		"cc ce ch char cs cu da di do ec em eo ev ex fam fc "
		"fchar fp ft ftr hc hcode hy hym hys in it itc kern lc lf "
		"lg linetabs ll ls lt mc mk mso na ne nh nm nn nop nr ns "
		"nx os pc pi pl pm pn po ps rchar rd rfschar rj rm rn rr "
		"rs rt schar shc shift spreadwarn ss sty sv sy ta tc tkf "
		"ti tl tm tm1 tr trf trin trnt uf ul vpt vs warn warnscale "
		"wh while break return ",
	[HK_MACRO_PARAGRAPH] = " PP LP P Pp Lp HP sp Sp ",
	[HK_MACRO_APART] = " RS RE Bl El ",
	[HK_MACRO_ITEM] = " IP It ",
	[HK_MACRO_TAG] = " TP Tp ",
	[HK_MACRO_HEADING] = " SH Sh ",
	[HK_MACRO_SUBHEADING] = " SS Ss ",
	[HK_MACRO_TEXT] = " B I R SM SB C CW SY UE ME ",
	[HK_MACRO_JOINED] = " BR RB BI IB IR RI ",
	[HK_MACRO_CODE] = " nf EX Vb DS ",
	[HK_MACRO_NO_CODE] = " fi EE Ve DE Ed ",
	[HK_MACRO_DISPLAY] = " Bd ",
	[HK_MACRO_ONE_LINE] = " D1 Dl ",
	[HK_MACRO_PAGE_MAN] = " TH ",
	[HK_MACRO_PAGE_MDOC] = " Dt ",
	[HK_MACRO_DATE] = " Dd ",
	[HK_MACRO_STRING] = " ds ds1 ",
	[HK_MACRO_IGNORE] = " ig ",
	[HK_MACRO_MACRO] = " de de1 dei dei1 am am1 ",
	[HK_MACRO_EQUATION] = " EQ ",
	[HK_MACRO_PICTURE] = " PS ",
	[HK_MACRO_TABLE] = " TS ",
	[HK_MACRO_TABLE_GOES_ON] = " T& ",
	[HK_MACRO_TABLE_END] = " TE ",
	[HK_MACRO_OPTION] = " OP ",
	[HK_MACRO_LINK] = " UR MT URL ",
	[HK_MACRO_SOURCE] = " so ",
	[HK_MACRO_IF] = " if ",
	[HK_MACRO_IF_ELSE] = " ie ",
	[HK_MACRO_ELSE] = " el ",
};

enum hk_roff_macro hk_roff_macro_named(struct hk_str name)
{
	char word[12];

	if (!name.len || name.len > 10 || memchr(name.data, ' ', name.len))
		return HK_MACRO_UNKNOWN;
	word[0] = word[name.len + 1] = ' ';
	memcpy(word + 1, name.data, name.len);
	for (int act = 0; act < HK_MACRO_UNKNOWN; act++)
		if (memmem(names[act], strlen(names[act]), word, name.len + 2))
			return (enum hk_roff_macro)act;
	return HK_MACRO_UNKNOWN;
}
