<?xml version="1.0" encoding="UTF-8"?>
<!-- The body of a Word document as one text, in the order of the page. What it holds is told apart by characters that Unicode keeps
     for a program's own use, and that are taken out of the document before:

       table  a table begins                 row    a row; then how many columns it leaves out at its left
       end    the outermost table ends       cell   a cell; then its look: f and its fill, m and how it is merged, c and over
                                                    how many columns, each with the mark look after it
       inner  a table in a cell begins       line   a paragraph; then, where Word numbers it: list number level number
       closed a table in a cell ends

     Content controls are looked through; what was deleted or moved away is left out. -->
<!DOCTYPE xsl:stylesheet [
  <!ENTITY table "&#xFDD0;"> <!ENTITY end "&#xFDD1;"> <!ENTITY inner "&#xFDD2;"> <!ENTITY closed "&#xFDD3;"> <!ENTITY row "&#xFDD4;">
  <!ENTITY cell "&#xFDD5;"> <!ENTITY look "&#xFDD6;"> <!ENTITY line "&#xFDD7;"> <!ENTITY number "&#xFDD8;">
  <!ENTITY innerrow "&#xFDD9;"> <!ENTITY innercell "&#xFDDA;">
]>
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
    exclude-result-prefixes="w mc">
  <xsl:output method="text" encoding="UTF-8"/>
  <!-- Whether any paragraph has words in a box, and whether any is numbered: most documents have neither, and what asks for it is
       taken out for them. -->
  <xsl:param name="boxes" select="true()"/>
  <xsl:param name="numbered" select="true()"/>

  <xsl:template match="/"><xsl:apply-templates select="*/w:body[1]/*"/></xsl:template>

  <!-- Blocks. -->
  <xsl:template match="*"/>
  <xsl:template match="w:sdt|w:sdtContent|w:ins|w:moveTo|w:customXml"><xsl:apply-templates select="*"/></xsl:template>
  <xsl:template match="w:tbl">&table;<xsl:apply-templates select="*" mode="rows"/>&end;</xsl:template>

  <!-- Rows and cells of the outermost table. -->
  <xsl:template match="*" mode="rows"/>
  <xsl:template match="w:sdt|w:sdtContent|w:ins|w:customXml" mode="rows"><xsl:apply-templates select="*" mode="rows"/></xsl:template>
  <xsl:template match="w:tr" mode="rows">&row;<xsl:apply-templates select="w:trPr[1]/w:gridBefore[1]" mode="value"/><xsl:apply-templates select="*" mode="rows"/></xsl:template>
  <xsl:template match="w:tr[w:trPr/w:del]" mode="rows">&row;</xsl:template>
  <xsl:template match="w:tc" mode="rows">&cell;<xsl:apply-templates select="w:tcPr[1]/*" mode="look"/><xsl:apply-templates select="*" mode="cell"/></xsl:template>
  <xsl:template match="*" mode="look"/>
  <xsl:template match="w:shd" mode="look">f<xsl:value-of select="@w:fill"/>&look;</xsl:template>
  <xsl:template match="w:vMerge" mode="look">m<xsl:value-of select="@w:val"/>&look;</xsl:template>
  <xsl:template match="w:gridSpan" mode="look">c<xsl:value-of select="@w:val"/>&look;</xsl:template>
  <xsl:template match="*" mode="value"><xsl:value-of select="@w:val"/></xsl:template>

  <!-- What is in a cell: paragraphs, and tables. -->
  <xsl:template match="*" mode="cell"/>
  <xsl:template match="w:sdt|w:sdtContent|w:ins|w:moveTo|w:customXml" mode="cell"><xsl:apply-templates select="*" mode="cell"/></xsl:template>
  <xsl:template match="w:p" mode="cell"><xsl:call-template name="paragraph"/></xsl:template>
  <xsl:template match="w:tbl" mode="cell">&inner;<xsl:apply-templates select="*" mode="innerrows"/>&closed;</xsl:template>

  <!-- Rows and cells of a table in a cell. A table within that is kept as its words. -->
  <xsl:template match="*" mode="innerrows"/>
  <xsl:template match="w:sdt|w:sdtContent|w:ins|w:customXml" mode="innerrows"><xsl:apply-templates select="*" mode="innerrows"/></xsl:template>
  <xsl:template match="w:tr" mode="innerrows">&innerrow;<xsl:apply-templates select="w:trPr[1]/w:gridBefore[1]" mode="value"/><xsl:apply-templates select="*" mode="innerrows"/></xsl:template>
  <xsl:template match="w:tr[w:trPr/w:del]" mode="innerrows">&innerrow;</xsl:template>
  <xsl:template match="w:tc" mode="innerrows">&innercell;<xsl:apply-templates select="w:tcPr[1]/*" mode="look"/><xsl:apply-templates select="*" mode="innercell"/></xsl:template>
  <xsl:template match="*" mode="innercell"/>
  <xsl:template match="w:sdt|w:sdtContent|w:ins|w:moveTo|w:customXml" mode="innercell"><xsl:apply-templates select="*" mode="innercell"/></xsl:template>
  <xsl:template match="w:p" mode="innercell"><xsl:call-template name="paragraph"/></xsl:template>
  <xsl:template match="w:tbl" mode="innercell"><xsl:apply-templates select=".//w:p"/></xsl:template>

  <!-- A paragraph: how it is numbered, its words, then those in boxes that stand at it, each paragraph of a box as one line. -->
  <xsl:template match="w:p" name="paragraph">&line;<xsl:if test="$numbered"><xsl:apply-templates select="w:pPr[1]/w:numPr[1]"/></xsl:if><xsl:apply-templates select="*" mode="said"/><xsl:if test="$boxes"><xsl:apply-templates select=".//w:txbxContent[not(ancestor::mc:Fallback)]//w:p" mode="box"/></xsl:if></xsl:template>
  <xsl:template match="w:numPr"><xsl:value-of select="w:numId[1]/@w:val"/>&number;<xsl:value-of select="w:ilvl[1]/@w:val"/>&number;</xsl:template>
  <xsl:template match="w:p" mode="box"><xsl:variable name="words"><xsl:apply-templates select="*" mode="said"/></xsl:variable>&line;<xsl:value-of select="translate($words, '&#10;', ' ')"/></xsl:template>

  <!-- The words of a paragraph. -->
  <xsl:template match="*" mode="said"><xsl:apply-templates select="*" mode="said"/></xsl:template>
  <xsl:template match="w:t" mode="said"><xsl:value-of select="."/></xsl:template>
  <xsl:template match="w:tab" mode="said"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="w:noBreakHyphen" mode="said">-</xsl:template>
  <xsl:template match="w:br|w:cr" mode="said"><xsl:text>&#10;</xsl:text></xsl:template>
  <xsl:template match="w:del|w:moveFrom|w:txbxContent|w:pPr|w:rPr|mc:Fallback" mode="said"/>
</xsl:stylesheet>
